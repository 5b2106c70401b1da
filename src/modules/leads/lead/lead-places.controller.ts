import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import {
  bulkRefused,
  BulkView,
  assigneeNotFound,
  Explanation,
  OwnershipHistory,
  OwnershipLineListView,
  PlacesService,
  poolableOf,
  poolDisabled,
  poolNotFound,
  poolWrongObject,
  ReclaimExplanationView,
} from '../../pools/index.js';
import { leadNotFound } from '../leads.errors.js';
import { withMerged } from '../merge/merged-leads.js';
import { AssignLeadsRequest, MoveLeadsRequest, ReturnLeadsRequest, TransferLeadsRequest } from './lead.requests.js';

/** Where leads are: given back, taken back, handed over, moved, assigned. Each answers per lead, in the order sent. */
@ApiTags('Leads')
@Controller('leads')
export class LeadPlacesController {
  constructor(
    private readonly places: PlacesService,
    private readonly history: OwnershipHistory,
    private readonly explanation: Explanation,
  ) {}

  /** Give leads back to the pool they came from. */
  @Post('returns')
  @HttpCode(200)
  @Can('return', 'lead')
  @Fails(bulkRefused)
  giveBack(@Context() ctx: Ctx, @Body() body: ReturnLeadsRequest): Promise<BulkView> {
    return this.places.giveBack(ctx, poolableOf('lead'), body);
  }

  /** Take leads back from their owners into the pool they came from. */
  @Post('withdrawals')
  @HttpCode(200)
  @Can('takeBack', 'lead')
  @Fails(bulkRefused)
  takeBack(@Context() ctx: Ctx, @Body() body: ReturnLeadsRequest): Promise<BulkView> {
    return this.places.takeBack(ctx, poolableOf('lead'), body);
  }

  /** Hand leads to a colleague. */
  @Post('transfers')
  @HttpCode(200)
  @Can('transfer', 'lead')
  @Fails(bulkRefused, assigneeNotFound)
  transfer(@Context() ctx: Ctx, @Body() body: TransferLeadsRequest): Promise<BulkView> {
    return this.places.transfer(ctx, poolableOf('lead'), body);
  }

  /** Put leads into another pool. */
  @Post('moves')
  @HttpCode(200)
  @Can('move', 'lead')
  @Fails(bulkRefused, poolNotFound, poolDisabled, poolWrongObject)
  move(@Context() ctx: Ctx, @Body() body: MoveLeadsRequest): Promise<BulkView> {
    return this.places.toPool(ctx, poolableOf('lead'), body);
  }

  /** Assign leads to one person, or deal them out evenly among several. */
  @Post('assignments')
  @HttpCode(200)
  @Can('assign', 'lead')
  @Fails(bulkRefused, assigneeNotFound)
  assign(@Context() ctx: Ctx, @Body() body: AssignLeadsRequest): Promise<BulkView> {
    return this.places.assign(ctx, poolableOf('lead'), body);
  }

  /** Every owner and pool that a lead has had: who, when, why, under which rule. */
  @Get(':id/ownership')
  @Can('read', 'lead')
  @Fails(leadNotFound)
  async ownership(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<OwnershipLineListView> {
    const merged = await withMerged(ctx, id);
    return { items: await this.history.of(ctx, poolableOf('lead'), id, leadNotFound, merged) };
  }

  /** Why a lead will or will not be reclaimed: the rule, each of its lines, and the deadline. */
  @Get(':id/reclaim')
  @Can('read', 'lead')
  @Fails(leadNotFound)
  reclaim(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<ReclaimExplanationView> {
    return this.explanation.explain(ctx, poolableOf('lead'), id, leadNotFound);
  }
}
