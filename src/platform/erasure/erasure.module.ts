import { Global, Module } from '@nestjs/common';
import { ErasureQueries } from './erasure.queries.js';
import { ErasureRows } from './erasure-rows.js';
import { ErasureRun } from './erasure-run.js';
import { PersonalTraces } from './personal-traces.js';
import { ErasuresController } from './erasures.controller.js';
import { Erasures } from './erasures.service.js';

/** The right to be forgotten (OPS-03). */
@Global()
@Module({
  controllers: [ErasuresController],
  providers: [ErasureQueries, ErasureRows, Erasures, ErasureRun, PersonalTraces],
  exports: [PersonalTraces],
})
export class ErasureModule {}
