import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { text } from '../../../platform/i18n/locale.js';
import { RecordWrites } from '../../../platform/records/index.js';
import {
  DuplicatesService,
  duplicateView,
  NewPlaces,
  poolableOf,
  Reclaim,
  type DuplicateView,
  type NewPlace,
} from '../../pools/index.js';
import { Dictionaries } from '../../settings/index.js';
import { leadDescriptor } from '../leads.descriptor.js';
import { leadDuplicate } from '../leads.errors.js';
import { leadsCreated } from '../leads.events.js';
import type { CreateLeadRequest } from './lead.requests.js';
import { insertLeads } from './lead.writes.js';
import type { NewLead } from './new-lead.js';

/** What whoever asks has decided already. */
interface DecidedBefore {
  evenIfEqual?: boolean;
  place?: NewPlace;
  /** Whoever sends it was not asked for what is required. */
  mayLack?: boolean;
}

/** Creates leads by hand: checks, duplicates, the place they go to (LEAD-01, LEAD-02). */
@Injectable()
export class LeadCreation {
  constructor(
    private readonly writes: RecordWrites,
    private readonly duplicates: DuplicatesService,
    private readonly places: NewPlaces,
    private readonly dictionaries: Dictionaries,
    private readonly reclaim: Reclaim,
  ) {}

  /** @throws leadDuplicate with what it equals, as far as the actor may know */
  async create(
    ctx: Ctx,
    request: CreateLeadRequest,
    { evenIfEqual = false, place: decided, mayLack = false }: DecidedBefore = {},
  ): Promise<{ id: string; duplicates: DuplicateView[] }> {
    const { poolId: _pool, ownerId: _owner, route: _route, ...fields } = request;
    const id = newId();
    const custom = await this.writes.ofNew(ctx, leadDescriptor, id, fields, mayLack);
    await this.dictionaries.check(ctx, 'lead', fields);
    const place =
      decided ??
      (await this.places.decide(ctx, poolableOf('lead'), request, { status: 'active', degree: 'none', ...request, custom }));
    const lead: NewLead = { ...fields, id, custom, ...place };
    const duplicates = evenIfEqual ? [] : await this.refuseDuplicates(ctx, lead);
    await insertLeads(ctx, [lead]);
    if (place.ownerId && place.homePoolId) await this.reclaim.refresh(ctx, 'lead', [id]);
    ctx.emit(leadsCreated({ ids: [id] }));
    return { id, duplicates };
  }

  private async refuseDuplicates(ctx: Ctx, lead: NewLead): Promise<DuplicateView[]> {
    await this.duplicates.serialise(ctx, 'lead', [lead]);
    const found = (await this.duplicates.find(ctx, 'lead', [lead])).map(duplicateView);
    const refusing = found.filter((each) => each.action === 'refuse');
    if (refusing.length > 0) throw leadDuplicate({ duplicates: refusing }, refusing.map(duplicateIssue));
    return found;
  }
}

const duplicateIssue = ({ field }: DuplicateView) => ({
  pointer: `/${field.replace('.', '/')}`,
  code: 'DUPLICATE',
  message: text('已有线索使用此值', 'Another lead has this value.'),
});
