import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { forbidden, validationFailed, type Issue } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { customKey, CustomFields, refuseForbiddenFields, type CustomField } from '../../../platform/records/index.js';
import { Reclaim } from '../../pools/index.js';
import { updateLead, WRITABLE } from '../lead/lead.writes.js';
import { leadNotActive, leadNotFound } from '../leads.errors.js';
import { leadsMerged } from '../leads.events.js';
import { mergedValues } from './merge-values.js';
import { MergeQueries, type LockedLead } from './merge.queries.js';
import type { MergeLeadsRequest } from './merge.requests.js';

const ITSELF = text('不能与自己合并', 'A lead cannot be merged into itself.');
const NO_SUCH_FIELD = text('没有这个可合并的字段', 'There is no such field to merge.');
const NO_SUCH_LEAD = text('须是参与合并的线索之一', 'This must be one of the leads that are merged.');

/** Makes one lead of several (LEAD-02): with all follow-ups, tags and history, in one transaction. */
@Injectable()
export class MergeService {
  constructor(
    private readonly queries: MergeQueries,
    private readonly customFields: CustomFields,
    private readonly reclaim: Reclaim,
    private readonly audit: AuditLog,
  ) {}

  /** @throws validationFailed, leadNotFound, forbidden, leadNotActive, fieldForbidden */
  async merge(ctx: Ctx, { survivorId, ids, fields: wins = {} }: MergeLeadsRequest): Promise<void> {
    const custom = await this.customFields.of(ctx, 'lead');
    refuseWrong(survivorId, ids, wins, custom);
    refuseForbiddenFields(ctx, 'lead', chosenFields(wins));
    const { survivor, others } = await this.lock(ctx, survivorId, ids);
    const values = mergedValues(
      survivor,
      others,
      wins,
      Object.keys(WRITABLE),
      custom.map(({ key }) => key),
    );
    await this.write(ctx, survivor, values);
    const unique = custom.filter((field) => field.unique).map(({ key }) => key);
    await this.queries.merge(ctx, survivorId, ids, unique);
    if (survivor.ownerId) await this.reclaim.refresh(ctx, 'lead', [survivorId]);
    await this.audit.record(ctx, { action: 'lead.merged', object: 'lead', objectId: survivorId, summary: { ids, fields: wins } });
    ctx.emit(leadsMerged({ survivorId, ids }));
  }

  /** All of them, the others in the order sent. The survivor is a lead at work; the others may be invalid already. */
  private async lock(
    ctx: Ctx,
    survivorId: string,
    ids: readonly string[],
  ): Promise<{ survivor: LockedLead; others: LockedLead[] }> {
    const locked = new Map((await this.queries.lock(ctx, [survivorId, ...ids])).map((lead) => [lead.id, lead]));
    const found = [survivorId, ...ids].map((id) => locked.get(id));
    if (found.includes(undefined)) throw leadNotFound();
    const [survivor, ...others] = found as [LockedLead, ...LockedLead[]];
    if ([survivor, ...others].some((lead) => !lead.permitted)) throw forbidden();
    if (survivor.status !== 'active' || others.some(({ status }) => status !== 'active' && status !== 'invalid'))
      throw leadNotActive();
    return { survivor, others };
  }

  private async write(ctx: Ctx, survivor: LockedLead, { changes, custom }: ReturnType<typeof mergedValues>): Promise<void> {
    const written = { ...changes, ...(Object.keys(custom).length > 0 ? { custom } : {}) };
    const { name, company } = { name: survivor.name, company: survivor.company, ...changes };
    await updateLead(ctx, survivor.id, written, name, company);
  }
}

function refuseWrong(
  survivorId: string,
  ids: readonly string[],
  wins: Readonly<Record<string, unknown>>,
  custom: readonly CustomField[],
): void {
  const known = new Set([...Object.keys(WRITABLE), ...custom.map(({ key }) => customKey(key))]);
  const leads = new Set<unknown>([survivorId, ...ids]);
  const issues: Issue[] = [
    ...ids.flatMap((id, n) => (id === survivorId ? [{ pointer: `/ids/${n}`, code: 'NOT_ALLOWED', message: ITSELF }] : [])),
    ...Object.entries(wins).flatMap(([field, id]) => [
      ...(known.has(field) ? [] : [issue(field, 'UNKNOWN_FIELD', NO_SUCH_FIELD)]),
      ...(leads.has(id) ? [] : [issue(field, 'NOT_ALLOWED', NO_SUCH_LEAD)]),
    ]),
  ];
  if (issues.length > 0) throw validationFailed({}, issues);
}

const issue = (field: string, code: string, message: Issue['message']): Issue => ({
  pointer: `/fields/${field.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`,
  code,
  message,
});

/** The fields that were chosen, in the shape of a body. */
function chosenFields(wins: Readonly<Record<string, unknown>>): { custom: Record<string, unknown> } {
  const names = Object.keys(wins);
  const own = names.filter((name) => name.startsWith('custom.')).map((name) => [name.slice('custom.'.length), true]);
  return {
    ...Object.fromEntries(names.filter((name) => !name.startsWith('custom.')).map((name) => [name, true])),
    custom: Object.fromEntries(own),
  };
}
