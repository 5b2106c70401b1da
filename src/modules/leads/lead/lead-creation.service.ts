import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { forbidden } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { RecordWrites } from '../../../platform/records/index.js';
import {
  assigneeNotFound,
  noPoolForRecord,
  poolableOf,
  PoolQueries,
  poolDisabled,
  poolNotFound,
  poolWrongObject,
  Reclaim,
  RoutingService,
} from '../../pools/index.js';
import { DuplicatesService } from '../duplicates/duplicates.service.js';
import { leadDescriptor } from '../leads.descriptor.js';
import { leadDuplicate, placeTwice } from '../leads.errors.js';
import { leadsCreated } from '../leads.events.js';
import { duplicateView } from './duplicate-view.js';
import type { CreateLeadRequest } from './lead.requests.js';
import type { DuplicateView } from './lead.view.js';
import { insertLeads } from './lead.writes.js';
import type { NewLead } from './new-lead.js';

type Place = Pick<NewLead, 'poolId' | 'ownerId' | 'homePoolId'>;

/** Creates leads by hand: checks, duplicates, the place they go to (LEAD-01, LEAD-02). */
@Injectable()
export class LeadCreation {
  constructor(
    private readonly writes: RecordWrites,
    private readonly duplicates: DuplicatesService,
    private readonly pools: PoolQueries,
    private readonly routing: RoutingService,
    private readonly reclaim: Reclaim,
  ) {}

  /** @throws leadDuplicate with what it equals, as far as the actor may know */
  async create(ctx: Ctx, request: CreateLeadRequest): Promise<{ id: string; duplicates: DuplicateView[] }> {
    const { poolId: _pool, ownerId: _owner, route: _route, ...fields } = request;
    const id = newId();
    const custom = await this.writes.ofNew(ctx, leadDescriptor, id, fields);
    const place = await this.placeOf(ctx, request);
    const lead: NewLead = { ...fields, id, custom, ...place };
    const duplicates = await this.refuseDuplicates(ctx, lead);
    await insertLeads(ctx, [lead]);
    if (place.ownerId && place.homePoolId) await this.reclaim.refresh(ctx, 'lead', [id]);
    ctx.emit(leadsCreated({ ids: [id] }));
    return { id, duplicates };
  }

  private async placeOf(ctx: Ctx, request: CreateLeadRequest): Promise<Place> {
    const named = [request.poolId, request.ownerId, request.route || undefined].filter((each) => each !== undefined);
    if (named.length > 1) throw placeTwice();
    if (request.poolId) return this.inPool(ctx, request.poolId);
    const routed = (await this.routing.chooser(ctx, poolableOf('lead')))({ status: 'active', ...request });
    if (request.route) {
      if (!routed) throw noPoolForRecord();
      return { poolId: routed, ownerId: null, homePoolId: routed };
    }
    const ownerId = request.ownerId ?? ctx.actor.employeeId;
    if (ownerId !== ctx.actor.employeeId) await this.mayGiveTo(ctx, ownerId);
    return { poolId: null, ownerId, homePoolId: routed };
  }

  private async inPool(ctx: Ctx, poolId: string): Promise<Place> {
    const pool = await this.pools.forClaim(ctx, poolId);
    if (!pool || !(pool.isMember || ctx.ability.canEverywhere('read', 'pool'))) throw poolNotFound();
    if (pool.object !== 'lead') throw poolWrongObject();
    if (pool.status !== 'active') throw poolDisabled();
    return { poolId, ownerId: null, homePoolId: poolId };
  }

  private async mayGiveTo(ctx: Ctx, ownerId: string): Promise<void> {
    const found = await ctx.db.maybe<{
      below: boolean;
    }>(sql`SELECT EXISTS (SELECT FROM visibility v WHERE v.viewer_id = ${ctx.actor.employeeId}::uuid AND v.owner_id = e.id) AS below
      FROM employees e WHERE e.id = ${ownerId}::uuid AND e.status = 'active'`);
    if (!found) throw assigneeNotFound();
    const unrestricted = ctx.ability.canEverywhere('assign', 'lead');
    if (!unrestricted && !(found.below && ctx.ability.can('transfer', 'lead'))) throw forbidden();
  }

  private async refuseDuplicates(ctx: Ctx, lead: NewLead): Promise<DuplicateView[]> {
    await this.duplicates.serialise(ctx, [lead]);
    const found = (await this.duplicates.find(ctx, [lead])).map(duplicateView);
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
