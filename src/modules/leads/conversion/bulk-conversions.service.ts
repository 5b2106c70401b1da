import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Problem } from '../../../platform/errors/index.js';
import { ConversionTargets, type Converted } from '../../customers/index.js';
import { bulkRefused, HoldingLimits, poolableOf } from '../../pools/index.js';
import { LeadsService } from '../lead/leads.service.js';
import { ConversionDrafts } from './conversion-drafts.service.js';
import type { ConvertLeadsRequest } from './conversion.requests.js';
import type { BulkConversionView, ConversionItemView } from './conversion.view.js';
import { Conversions, type LeadToConvert } from './conversions.service.js';
import { refuseImpossible } from './refusals.js';

type Outcome = Converted | Problem;

/** Converts many leads to new customers, each as if it were alone: what one is refused for does not hold up the others. */
@Injectable()
export class BulkConversions {
  constructor(
    private readonly leads: LeadsService,
    private readonly drafts: ConversionDrafts,
    private readonly conversions: Conversions,
    private readonly targets: ConversionTargets,
    private readonly limits: HoldingLimits,
  ) {}

  /** @throws bulkRefused where all or nothing was asked for and one was refused */
  async convert(ctx: Ctx, { ids: asked, withContact = true, atomic = false }: ConvertLeadsRequest): Promise<BulkConversionView> {
    const ids = [...new Set(asked.map((id) => id.toLowerCase()))];
    const outcomes = await this.outcomes(ctx, ids, withContact);
    const items = asked.map((id) => itemOf(ctx, id, outcomes.get(id.toLowerCase())!));
    if (atomic && items.some(({ ok }) => !ok)) throw bulkRefused({}, items.flatMap(issueOf));
    return { items };
  }

  private async outcomes(ctx: Ctx, ids: readonly string[], withContact: boolean): Promise<Map<string, Outcome>> {
    await this.takeTurns(ctx, ids);
    const outcomes = new Map<string, Outcome>();
    const open: { id: string; ownerId: string | null }[] = [];
    const impossible = refusalOf(() => refuseImpossible(ctx, this.targets, withContact ? {} : { contact: null }));
    for (const [id, lead] of await this.leads.lockEach(ctx, 'convert', ids)) {
      if (lead instanceof Problem) outcomes.set(id, lead);
      else if (impossible) outcomes.set(id, impossible);
      else open.push(lead);
    }
    const drafts =
      open.length > 0
        ? await this.drafts.ofEach(
            ctx,
            open.map(({ id }) => id),
          )
        : new Map();
    const leads = open.map(({ id, ownerId }): LeadToConvert => ({ id, ownerId, draft: drafts.get(id)! }));
    // files of fields are handed over lead by lead
    const { plain = [], filed = [] } = Object.groupBy(leads, ({ draft }) => (draft.files.length > 0 ? 'filed' : 'plain'));
    for (const set of [plain, ...filed.map((lead) => [lead])])
      for (const [id, outcome] of await this.settle(ctx, set, withContact)) outcomes.set(id, outcome);
    return outcomes;
  }

  /** Locks in the order in which merges lock as well, and waits for all owners at once, so that nobody waits in a circle. */
  private async takeTurns(ctx: Ctx, ids: readonly string[]): Promise<void> {
    const leads = await ctx.db.query<{ ownerId: string | null }>(
      sql`SELECT r.owner_id AS "ownerId" FROM leads r WHERE r.id = ANY (${ids}::uuid[]) ORDER BY r.id FOR UPDATE`,
    );
    const owners = new Set(leads.map(({ ownerId }) => ownerId ?? ctx.actor.employeeId));
    await this.limits.beforeCreations(ctx, poolableOf('customer'), [...owners]);
  }

  /** Converts leads together; where one of them is refused, half of them and then the others, so that the first ones come first. */
  private async settle(ctx: Ctx, leads: readonly LeadToConvert[], withContact: boolean): Promise<[string, Outcome][]> {
    const [lead] = leads;
    if (!lead) return [];
    const result = await taken(ctx, async () =>
      leads.length === 1
        ? [{ ...(await this.conversions.convert(ctx, lead.id, withContact ? {} : { contact: null })), leadId: lead.id }]
        : this.conversions.convertTogether(ctx, leads, withContact),
    );
    if (!(result instanceof Problem)) return result.map((converted) => [converted.leadId, converted]);
    if (leads.length === 1) return [[lead.id, result]];
    const middle = Math.ceil(leads.length / 2);
    const first = await this.settle(ctx, leads.slice(0, middle), withContact);
    return [...first, ...(await this.settle(ctx, leads.slice(middle), withContact))];
  }
}

/** Takes back what was done, and announces none of it, where it is refused. */
async function taken<T>(ctx: Ctx, work: () => Promise<T>): Promise<T | Problem> {
  const { events, jobs } = ctx.announced;
  const [before, queued] = [events.length, jobs.length];
  await ctx.db.executeSql('SAVEPOINT conversion');
  try {
    const result = await work();
    await ctx.db.executeSql('RELEASE SAVEPOINT conversion');
    return result;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await ctx.db.executeSql('ROLLBACK TO SAVEPOINT conversion');
    events.length = before;
    jobs.length = queued;
    return error;
  }
}

function refusalOf(work: () => void): Problem | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

function itemOf(ctx: Ctx, id: string, outcome: Outcome): ConversionItemView {
  if (outcome instanceof Problem) return { id, ok: false, code: outcome.code, detail: outcome.detail(ctx.locale) };
  const { customerId, contactId } = outcome;
  return { id, ok: true, customerId, contactId };
}

const issueOf = ({ ok, code, detail }: ConversionItemView, n: number) =>
  ok ? [] : [{ pointer: `/ids/${n}`, code: code!, message: { 'zh-CN': detail!, en: detail! } }];
