import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { scoped } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { checkCustom, CustomFields } from '../../../platform/records/index.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import { DuplicatesService, duplicateView, poolableOf, RoutingService, noPoolForRecord } from '../../pools/index.js';
import { LeadCreation } from '../lead/lead-creation.service.js';
import type { CreateLeadRequest, LeadFields } from '../lead/lead.requests.js';
import { leadDuplicate } from '../leads.errors.js';
import { leadCaptured } from '../leads.events.js';
import { leadPolicy } from '../leads.policy.js';
import type { CaptureResultView } from './capture.view.js';

/** Something that came in, and how. */
export interface Capture {
  values: LeadFields & { name: string };
  formId: string | null;
  /** Absent: by the routing rules. */
  place: { named: string } | { poolId: string } | undefined;
  duplicates: 'merge' | 'refuse' | 'create';
  utm: object;
  page: string | null;
  consent: object | null;
}

/** Leads that come by themselves: deduplicated, routed, with a line of how they came each time (LEAD-07). */
@Injectable()
export class Captures {
  constructor(
    private readonly creation: LeadCreation,
    private readonly duplicates: DuplicatesService,
    private readonly customFields: CustomFields,
    private readonly routing: RoutingService,
  ) {}

  /** @throws leadDuplicate where that is asked for, validationFailed, noPoolForRecord and what a pool may be refused for */
  async take(ctx: Ctx, capture: Capture): Promise<CaptureResultView> {
    const equal = await this.equal(ctx, capture);
    const outcome = equal ? 'merged' : 'created';
    const leadId = equal ?? (await this.create(ctx, capture));
    const id = newId();
    await ctx.db.run(sql`
      INSERT INTO lead_captures (tenant_id, id, lead_id, form_id, outcome, content, utm, page, consent, at, created_by)
      VALUES (${ctx.tenantId}, ${id}, ${leadId}, ${capture.formId}, ${outcome}, ${JSON.stringify(capture.values)}, ${JSON.stringify(capture.utm)},
        ${capture.page}, ${capture.consent && JSON.stringify(capture.consent)}, ${ctx.now}, ${actorIdOf(ctx)})`);
    ctx.emit(leadCaptured({ leadId, captureId: id, formId: capture.formId, outcome }));
    return { id, outcome, leadId: equal ? await this.known(ctx, leadId) : leadId };
  }

  /** The oldest lead that duplicate control would refuse this one for. Equal captures at once wait for each other. */
  private async equal(ctx: Ctx, { values, duplicates }: Capture): Promise<string | undefined> {
    const { values: custom } = checkCustom(await this.customFields.of(ctx, 'lead'), values.custom ?? {}, false);
    const compared = { ...values, custom };
    await this.duplicates.serialise(ctx, 'lead', [compared]);
    const refusing = (await this.duplicates.find(ctx, 'lead', [compared])).filter(({ action }) => action === 'refuse');
    if (refusing.length > 0 && duplicates === 'refuse') throw leadDuplicate({ duplicates: refusing.map(duplicateView) });
    // a unique field of the enterprise's own is unique whatever anybody asks for
    const binding = duplicates === 'create' ? refusing.filter(({ field }) => field.startsWith('custom.')) : refusing;
    return binding.map(({ id }) => id).sort()[0];
  }

  /** A pool that the sender names must be one that they may use; where a form or a rule sends it, nobody asks the sender. */
  private async create(ctx: Ctx, { values, place, formId }: Capture): Promise<string> {
    const named = place && 'named' in place ? place.named : undefined;
    const request: CreateLeadRequest = { ...values, ...(named ? { poolId: named } : {}) };
    const poolId = named ? undefined : await this.poolFor(ctx, values, place && 'poolId' in place ? place.poolId : null);
    const decided = poolId ? { place: { poolId, ownerId: null, homePoolId: poolId } } : {};
    // visitors fill in what the form shows; what people must enter besides, the lead waits for
    return (await this.creation.create(ctx, request, { evenIfEqual: true, mayLack: formId !== null, ...decided })).id;
  }

  /** Where nothing fits, leads are not lost: they wait in the pool that the enterprise has had longest. */
  private async poolFor(ctx: Ctx, values: object, wanted: string | null): Promise<string> {
    const routed = (await this.routing.chooser(ctx, poolableOf('lead')))({ status: 'active', degree: 'none', ...values });
    const found = await ctx.db.maybe<{ id: string }>(sql`
      SELECT p.id FROM pools p WHERE p.object = 'lead' AND p.status = 'active'
      ORDER BY p.id = ${wanted}::uuid DESC NULLS LAST, p.id = ${routed}::uuid DESC NULLS LAST, p.id LIMIT 1`);
    if (!found) throw noPoolForRecord();
    return found.id;
  }

  private async known(ctx: Ctx, id: string): Promise<string | null> {
    const seen = await ctx.db.maybe(
      sql`SELECT r.id FROM leads r WHERE r.id = ${id}::uuid AND ${scoped(ctx, 'read', leadPolicy)}`,
    );
    return seen ? id : null;
  }
}
