import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import sql from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import { WorkingCalendar } from './working-calendar.js';

/** Each enterprise's working calendar, cached under the definitions version, which every override raises (PERM-09's way). */
@Injectable()
export class WorkingCalendars {
  private readonly known = new LRUCache<string, { version: number; calendar: WorkingCalendar }>({ max: 5000 });

  async of(ctx: Ctx): Promise<WorkingCalendar> {
    const found = this.known.get(ctx.tenantId);
    if (found?.version === ctx.definitionsVersion) return found.calendar;
    const calendar = await this.load(ctx);
    this.known.set(ctx.tenantId, { version: ctx.definitionsVersion, calendar });
    return calendar;
  }

  /** As this very transaction sees it, its own changes included; never from or into the cache. */
  async load(ctx: Ctx): Promise<WorkingCalendar> {
    const rows = await ctx.db.query<{ day: string; working: boolean }>(
      sql`SELECT day, working FROM calendar_overrides WHERE tenant_id = ${ctx.tenantId}`,
    );
    return new WorkingCalendar(new Map(rows.map(({ day, working }) => [day, working])));
  }
}
