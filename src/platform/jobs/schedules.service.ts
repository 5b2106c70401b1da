import { Injectable } from '@nestjs/common';
import type { Ctx } from '../context/ctx.js';
import { scheduleNotFound } from './job-errors.js';
import { JobQueue } from './job-queue.js';
import { JobQueries, type LastRun } from './job.queries.js';
import type { JobView } from './job.view.js';
import { Jobs } from './jobs.service.js';
import { nextRun } from './schedule-times.js';
import type { ScheduleListView, ScheduleRunView, ScheduleView } from './schedule.view.js';
import { Schedules, type Schedule } from './schedules.js';

/** Schedules as an enterprise's administrators see them. */
@Injectable()
export class SchedulesService {
  constructor(
    private readonly schedules: Schedules,
    private readonly queries: JobQueries,
    private readonly queue: JobQueue,
    private readonly jobs: Jobs,
  ) {}

  async list(ctx: Ctx): Promise<ScheduleListView> {
    const schedules = this.schedules.all();
    const runs = await this.queries.lastRuns(
      ctx,
      schedules.map(({ kind }) => kind),
    );
    const runByKind = new Map(runs.map((run) => [run.kind, run]));
    return { items: schedules.map((schedule) => this.view(ctx, schedule, runByKind.get(schedule.kind))) };
  }

  /** Starts a schedule's job now, beside its planned ones. */
  run(ctx: Ctx, kind: string): JobView {
    const schedule = this.schedules.find(kind);
    if (!schedule) throw scheduleNotFound();
    return this.jobs.start(ctx, { kind, ...(schedule.input ? { input: schedule.input } : {}) });
  }

  private view(ctx: Ctx, schedule: Schedule, last: LastRun | undefined): ScheduleView {
    return {
      kind: schedule.kind,
      label: schedule.label[ctx.locale],
      cron: schedule.cron ?? null,
      at: schedule.at ?? null,
      nextRunAt: nextRun(this.queue.boss, schedule, ctx.now, ctx.zone).toISOString(),
      lastRun: last ? runView(last) : null,
    };
  }
}

function runView({ id, status, startedAt, finishedAt, durationMs, error }: LastRun): ScheduleRunView {
  return { jobId: id, status, startedAt, finishedAt, durationMs, errors: error === null ? [] : [error] };
}
