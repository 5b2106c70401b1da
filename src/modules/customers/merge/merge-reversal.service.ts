import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { forbidden } from '../../../platform/errors/index.js';
import { holdUniqueRecords } from '../../../platform/records/index.js';
import { Reclaim } from '../../pools/index.js';
import { updateCustomer } from '../customer/customer.writes.js';
import { customerDescriptor } from '../customers.descriptor.js';
import { customerNotActive, mergeNotFound, mergeTooOld, mergeUndone } from '../customers.errors.js';
import { customersUnmerged } from '../customers.events.js';
import { CustomerDuplicates } from '../duplicates/customer-duplicates.js';
import { CustomerMergeQueries, type KeptMerge, type LockedForMerge } from './merge.queries.js';
import { MergeParticipants } from './merge-participants.js';

/** So long a merge can be undone. */
const DAYS = 30;
const DAY_MS = 86_400_000;

/** Takes a merge back (CUST-03): what it moved returns, and the survivor's values, where nobody has changed them since. */
@Injectable()
export class MergeReversal {
  constructor(
    private readonly queries: CustomerMergeQueries,
    private readonly participants: MergeParticipants,
    private readonly duplicates: CustomerDuplicates,
    private readonly reclaim: Reclaim,
    private readonly audit: AuditLog,
  ) {}

  /**
   * @returns the survivor's id
   * @throws mergeNotFound, forbidden, mergeUndone, mergeTooOld; customerNotActive for a survivor that was merged itself:
   * that merge is undone first; customerDuplicate and customValueTaken where somebody has taken a name or a value meanwhile
   */
  async undo(ctx: Ctx, id: string): Promise<string> {
    const merge = await this.queries.find(ctx, id);
    if (!merge) throw mergeNotFound();
    const { survivorId, ids } = merge;
    const survivor = await this.lock(ctx, merge);
    if (merge.undoneAt !== null) throw mergeUndone();
    if (ctx.now.getTime() - new Date(merge.mergedAt).getTime() > DAYS * DAY_MS) throw mergeTooOld();
    for (const participant of this.participants.all()) await participant.undo(ctx, merge);
    const unique = await this.duplicates.unique(ctx);
    await updateCustomer(ctx, survivorId, valuesToRestore(survivor, merge), survivor, unique);
    await this.queries.revive(ctx, merge, unique);
    await holdUniqueRecords(ctx, customerDescriptor, ids);
    await this.queries.recount(ctx, [survivorId, ...ids]);
    await this.reclaim.refresh(ctx, 'customer', [survivorId, ...ids]);
    await this.audit.record(ctx, {
      action: 'customer.unmerged',
      object: 'customer',
      objectId: survivorId,
      summary: { mergeId: id, ids },
    });
    ctx.emit(customersUnmerged({ mergeId: id, survivorId, ids: [...ids] }));
    return survivorId;
  }

  /** A merge of customers that the actor may not open does not exist for them. */
  private async lock(ctx: Ctx, { survivorId, ids }: KeptMerge): Promise<LockedForMerge> {
    const locked = await this.queries.lock(ctx, [survivorId, ...ids]);
    const survivor = locked.find(({ id }) => id === survivorId);
    if (!survivor) throw mergeNotFound();
    if (!survivor.permitted) throw forbidden();
    if (survivor.state === 'merged') throw customerNotActive();
    return survivor;
  }
}

/** What the merge wrote and nobody has written since goes back. */
function valuesToRestore(now: LockedForMerge, { before, after }: KeptMerge): Record<string, unknown> {
  const restored = untouched(now, before, after);
  const [custom, customAfter] = [before.custom, after.custom] as (Record<string, unknown> | undefined)[];
  if (!custom || !customAfter) return restored;
  return { ...restored, custom: untouched(now.custom, custom, customAfter) };
}

function untouched(
  now: Record<string, unknown>,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Record<string, unknown> {
  const keys = Object.keys(after).filter((key) => key !== 'custom');
  const same = (key: string): boolean => JSON.stringify(now[key] ?? null) === JSON.stringify(after[key] ?? null);
  return Object.fromEntries(keys.filter(same).map((key) => [key, before[key] ?? null]));
}
