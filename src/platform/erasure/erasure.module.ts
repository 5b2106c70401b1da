import { Module } from '@nestjs/common';
import { ErasureQueries } from './erasure.queries.js';
import { ErasureRows } from './erasure-rows.js';
import { ErasureRun } from './erasure-run.js';
import { ErasuresController } from './erasures.controller.js';
import { Erasures } from './erasures.service.js';

/** The right to be forgotten (OPS-03). */
@Module({
  controllers: [ErasuresController],
  providers: [ErasureQueries, ErasureRows, Erasures, ErasureRun],
})
export class ErasureModule {}
