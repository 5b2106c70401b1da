import { Module } from '@nestjs/common';
import { ResetAdministrators } from './reset-administrators.js';
import { ResetOutcome } from './reset-outcome.js';
import { ResetRows } from './reset-rows.js';
import { ResetRun } from './reset-run.js';
import { ResetStart } from './reset-start.js';
import { ResetSteps } from './reset-steps.js';
import { ResetsController } from './resets.controller.js';
import { Resets } from './resets.service.js';

/** An enterprise begins anew, if two of its administrators want it (OPS-03). */
@Module({
  controllers: [ResetsController],
  providers: [ResetRows, ResetSteps, ResetAdministrators, Resets, ResetOutcome, ResetStart, ResetRun],
})
export class ResetModule {}
