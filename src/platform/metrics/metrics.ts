import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { JobQueue } from '../jobs/job-queue.js';
import type { WorkMetrics, WorkOutcome } from '../jobs/work-metrics.js';

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];
const WORK_SECONDS = [0.01, 0.1, 0.5, 1, 5, 30, 60, 300, 1800, 7200];

/** What the connection pool of `pg` tells about itself. */
interface Pool {
  totalCount: number;
  idleCount: number;
  waitingCount: number;
}

/**
 * Figures of this process for Prometheus. No label names an enterprise, a person or a record: their number has no bound,
 * and the figures are read by people who may not know them.
 */
@Injectable()
export class Metrics implements WorkMetrics {
  private readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'highseas_http_request_duration_seconds',
    help: 'How long requests took, by the template of their route',
    labelNames: ['method', 'route', 'status'],
    buckets: REQUEST_SECONDS,
    registers: [this.registry],
  });
  private readonly work = new Histogram({
    name: 'highseas_work_duration_seconds',
    help: 'How long jobs and event handlers took, by how they ended',
    labelNames: ['sort', 'name', 'outcome'],
    buckets: WORK_SECONDS,
    registers: [this.registry],
  });

  constructor(dataSource: DataSource, queue: JobQueue) {
    collectDefaultMetrics({ register: this.registry });
    this.measurePool(() => (dataSource.driver as unknown as { master: Pool }).master);
    this.measureQueues(queue);
  }

  answered(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status }, seconds);
  }

  worked(sort: 'event' | 'job', name: string, outcome: WorkOutcome, seconds: number): void {
    this.work.observe({ sort, name, outcome }, seconds);
  }

  /** All figures in Prometheus's text format. */
  async text(): Promise<{ contentType: string; body: string }> {
    return { contentType: this.registry.contentType, body: await this.registry.metrics() };
  }

  private measurePool(pool: () => Pool): void {
    const gauge = new Gauge({
      name: 'highseas_database_connections',
      help: 'Connections of this process by state; waiting counts requests that have none yet',
      labelNames: ['state'],
      registers: [],
      collect() {
        const { totalCount, idleCount, waitingCount } = pool();
        this.set({ state: 'busy' }, totalCount - idleCount);
        this.set({ state: 'idle' }, idleCount);
        this.set({ state: 'waiting' }, waitingCount);
      },
    });
    this.registry.registerMetric(gauge);
  }

  /** Workers count the queues every few seconds; here their last count is read. */
  private measureQueues(queue: JobQueue): void {
    const gauge = new Gauge({
      name: 'highseas_queue_messages',
      help: 'Messages of each queue: waiting to be worked, and being worked, over all nodes',
      labelNames: ['queue', 'state'],
      registers: [],
      async collect() {
        for (const { name, queuedCount, activeCount } of await queue.boss.getQueues().catch(() => [])) {
          this.set({ queue: name, state: 'queued' }, queuedCount);
          this.set({ queue: name, state: 'active' }, activeCount);
        }
      },
    });
    this.registry.registerMetric(gauge);
  }
}
