import { Global, Module } from '@nestjs/common';
import { Readiness } from '../health/readiness.js';
import { WORK_METRICS } from '../jobs/work-metrics.js';
import { Metrics } from './metrics.js';

/** What operators watch: figures, and whether this node shall be given work. */
@Global()
@Module({
  providers: [Metrics, Readiness, { provide: WORK_METRICS, useExisting: Metrics }],
  exports: [Metrics, Readiness, WORK_METRICS],
})
export class MetricsModule {}
