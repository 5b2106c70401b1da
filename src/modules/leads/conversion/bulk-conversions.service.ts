import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Problem } from '../../../platform/errors/index.js';
import { bulkRefused, HoldingLimits, poolableOf } from '../../pools/index.js';
import type { ConvertLeadsRequest } from './conversion.requests.js';
import type { BulkConversionView, ConversionItemView } from './conversion.view.js';
import { Conversions } from './conversions.service.js';

/** Converts many leads to new customers, each as if it were alone: what one is refused for does not hold up the others. */
@Injectable()
export class BulkConversions {
  constructor(
    private readonly conversions: Conversions,
    private readonly limits: HoldingLimits,
  ) {}

  /** @throws bulkRefused where all or nothing was asked for and one was refused */
  async convert(ctx: Ctx, { ids, withContact = true, atomic = false }: ConvertLeadsRequest): Promise<BulkConversionView> {
    // in the order in which merges lock as well, so that nobody waits in a circle
    const leads = await ctx.db.query<{ ownerId: string | null }>(
      sql`SELECT r.owner_id AS "ownerId" FROM leads r WHERE r.id = ANY (${ids}::uuid[]) ORDER BY r.id FOR UPDATE`,
    );
    const owners = new Set(leads.map(({ ownerId }) => ownerId ?? ctx.actor.employeeId));
    await this.limits.beforeCreations(ctx, poolableOf('customer'), [...owners]);
    const items: ConversionItemView[] = [];
    // a customer of its own, with name, number and place, is no work for a set; a hundred at most
    for (const id of ids) items.push(await this.one(ctx, id, withContact));
    if (atomic && items.some(({ ok }) => !ok)) throw bulkRefused({}, items.flatMap(issueOf));
    return { items };
  }

  private async one(ctx: Ctx, id: string, withContact: boolean): Promise<ConversionItemView> {
    const { events, jobs } = ctx.announced;
    const [before, queued] = [events.length, jobs.length];
    await ctx.db.executeSql('SAVEPOINT conversion');
    try {
      const { customerId, contactId } = await this.conversions.convert(ctx, id, withContact ? {} : { contact: null });
      await ctx.db.executeSql('RELEASE SAVEPOINT conversion');
      return { id, ok: true, customerId, contactId };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await ctx.db.executeSql('ROLLBACK TO SAVEPOINT conversion');
      // what was taken back is not announced
      events.length = before;
      jobs.length = queued;
      return { id, ok: false, code: error.code, detail: error.detail(ctx.locale) };
    }
  }
}

const issueOf = ({ ok, code, detail }: ConversionItemView, n: number) =>
  ok ? [] : [{ pointer: `/ids/${n}`, code: code!, message: { 'zh-CN': detail!, en: detail! } }];
