import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { forbidden } from '../../../platform/errors/index.js';
import {
  chosenFields,
  CustomFields,
  FieldFiles,
  mergedValues,
  refuseForbiddenFields,
  refuseWrongChoice,
  type MergeRequest,
} from '../../../platform/records/index.js';
import { Reclaim } from '../../pools/index.js';
import { updateLead, WRITABLE } from '../lead/lead.writes.js';
import { leadDescriptor } from '../leads.descriptor.js';
import { leadNotActive, leadNotFound } from '../leads.errors.js';
import { leadsMerged } from '../leads.events.js';
import { MergeQueries, type LockedLead } from './merge.queries.js';

/** Makes one lead of several (LEAD-02): with all follow-ups, tags and history, in one transaction. */
@Injectable()
export class MergeService {
  constructor(
    private readonly queries: MergeQueries,
    private readonly customFields: CustomFields,
    private readonly files: FieldFiles,
    private readonly reclaim: Reclaim,
    private readonly audit: AuditLog,
  ) {}

  /** @throws validationFailed, leadNotFound, forbidden, leadNotActive, fieldForbidden */
  async merge(ctx: Ctx, { survivorId, ids, fields: wins = {} }: MergeRequest): Promise<void> {
    const custom = await this.customFields.of(ctx, 'lead');
    refuseWrongChoice(survivorId, ids, wins, Object.keys(WRITABLE), custom);
    refuseForbiddenFields(ctx, 'lead', chosenFields(wins));
    const { survivor, others } = await this.lock(ctx, survivorId, ids);
    const values = mergedValues(
      survivor,
      others,
      wins,
      Object.keys(WRITABLE),
      custom.map(({ key }) => key),
      { degree: 'none' },
    );
    const unique = custom.filter((field) => field.unique).map(({ key }) => key);
    // the others lose their unique values before the survivor may take one
    await this.queries.merge(ctx, survivorId, ids, unique);
    await this.write(ctx, survivor, values);
    await this.files.follow(ctx, leadDescriptor, survivorId, ids);
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
