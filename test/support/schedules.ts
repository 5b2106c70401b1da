import { SchedulerRegistry } from '@nestjs/schedule';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import sql from 'sql-template-tag';
import type { Enterprise } from './enterprise.js';

/** Ends the ticks of this process: a test decides itself when something is due, whatever the wall clock says. */
export function stopTicks(app: NestFastifyApplication): void {
  const registry = app.get(SchedulerRegistry, { strict: false });
  for (const job of registry.getCronJobs().values()) void job.stop();
  for (const name of registry.getIntervals()) registry.deleteInterval(name);
}

/** Takes the slots of a schedule around now for this enterprise, so that no tick of another process makes a job of its own. */
export const takeSlots = (acme: Enterprise, kind: string): Promise<number> =>
  acme.as((ctx) =>
    ctx.db.run(sql`INSERT INTO jobs (tenant_id, id, kind, slot, status)
      SELECT ${ctx.tenantId}::uuid, uuidv7(), ${kind}, to_char(t AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'cancelled'
      FROM generate_series(date_trunc('hour', now()) - interval '2 hours', now() + interval '2 hours', interval '1 minute') t
      ON CONFLICT DO NOTHING`),
  );
