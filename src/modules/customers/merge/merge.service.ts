import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { forbidden } from '../../../platform/errors/index.js';
import {
  chosenFields,
  CustomFields,
  freeUniqueValues,
  mergedValues,
  refuseForbiddenFields,
  refuseWrongChoice,
  type MergeRequest,
} from '../../../platform/records/index.js';
import { Reclaim } from '../../pools/index.js';
import { CustomerDuplicates } from '../duplicates/customer-duplicates.js';
import { updateCustomer, WRITABLE } from '../customer/customer.writes.js';
import { customerNotActive, customerNotFound } from '../customers.errors.js';
import { customersMerged } from '../customers.events.js';
import { CustomerMergeQueries, type LockedForMerge } from './merge.queries.js';
import { MergeParticipants } from './merge-participants.js';

/** Every customer keeps its number: papers bear it. */
const MERGEABLE = Object.keys(WRITABLE).filter((key) => key !== 'number');

/** Makes one customer of several (CUST-03): with all that hangs below them and both histories, in one transaction. */
@Injectable()
export class CustomerMerging {
  constructor(
    private readonly queries: CustomerMergeQueries,
    private readonly participants: MergeParticipants,
    private readonly duplicates: CustomerDuplicates,
    private readonly customFields: CustomFields,
    private readonly reclaim: Reclaim,
    private readonly audit: AuditLog,
  ) {}

  /** @throws validationFailed, customerNotFound, forbidden, customerNotActive, fieldForbidden */
  async merge(ctx: Ctx, { survivorId, ids, fields: wins = {} }: MergeRequest): Promise<void> {
    const custom = await this.customFields.of(ctx, 'customer');
    refuseWrongChoice(survivorId, ids, wins, MERGEABLE, custom);
    refuseForbiddenFields(ctx, 'customer', chosenFields(wins));
    const { survivor, others } = await this.lock(ctx, survivorId, ids);
    const customKeys = custom.map(({ key }) => key);
    const values = mergedValues(survivor, others, wins, MERGEABLE, customKeys);
    // nobody is above itself
    if (ids.includes((values.changes.parentId ?? survivor.parentId) as string)) values.changes.parentId = null;
    const merge = { id: newId(), survivorId, ids };
    const after = { ...values.changes, ...(Object.keys(values.custom).length > 0 ? { custom: values.custom } : {}) };
    await this.queries.keep(ctx, merge, valuesBefore(survivor, after), after);
    // the others lose what must be unique before the survivor may take it
    await this.queries.end(ctx, merge);
    await freeUniqueValues(ctx, { recordIds: ids });
    await updateCustomer(ctx, survivorId, after, survivor, await this.duplicates.unique(ctx));
    for (const participant of this.participants.all()) await participant.merge(ctx, merge);
    await this.queries.recount(ctx, [survivorId]);
    if (survivor.ownerId) await this.reclaim.refresh(ctx, 'customer', [survivorId]);
    await this.audit.record(ctx, {
      action: 'customer.merged',
      object: 'customer',
      objectId: survivorId,
      summary: { mergeId: merge.id, ids, fields: wins },
    });
    ctx.emit(customersMerged({ mergeId: merge.id, survivorId, ids }));
  }

  /** All of them, the others in the order sent. The survivor is at work; the others may be archived already. */
  private async lock(
    ctx: Ctx,
    survivorId: string,
    ids: readonly string[],
  ): Promise<{ survivor: LockedForMerge; others: LockedForMerge[] }> {
    const locked = new Map((await this.queries.lock(ctx, [survivorId, ...ids])).map((each) => [each.id, each]));
    const found = [survivorId, ...ids].map((id) => locked.get(id));
    if (found.includes(undefined)) throw customerNotFound();
    const [survivor, ...others] = found as [LockedForMerge, ...LockedForMerge[]];
    if ([survivor, ...others].some(({ permitted }) => !permitted)) throw forbidden();
    if (survivor.state !== 'active' || others.some(({ state }) => state === 'merged')) throw customerNotActive();
    return { survivor, others };
  }
}

/** What the survivor had in the fields that a merge writes. */
function valuesBefore(survivor: LockedForMerge, after: Record<string, unknown>): Record<string, unknown> {
  const { custom, ...fields } = after as { custom?: Record<string, unknown> };
  const before = Object.fromEntries(Object.keys(fields).map((key) => [key, survivor[key] ?? null]));
  if (!custom) return before;
  return { ...before, custom: Object.fromEntries(Object.keys(custom).map((key) => [key, survivor.custom[key] ?? null])) };
}
