import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, ReadOnly } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { fieldForbidden, referenceInvalid, versionMismatch } from '../../../platform/errors/index.js';
import { filesNotUsable } from '../../../platform/files/index.js';
import { Context, Created, Fails, IfMatch } from '../../../platform/http/index.js';
import { customValueTaken, ListQuery, searchTooBroad } from '../../../platform/records/index.js';
import {
  assigneeNotFound,
  holdingLimitReached,
  levelLimitReached,
  noPoolForRecord,
  placeTwice,
  poolDisabled,
  poolNotFound,
  poolWrongObject,
} from '../../pools/index.js';
import { leadDuplicate, leadNotActive, leadNotFound } from '../leads.errors.js';
import { LeadCreation } from './lead-creation.service.js';
import { CreateLeadRequest, InvalidateLeadRequest, SearchLeadsRequest, UpdateLeadRequest } from './lead.requests.js';
import { CreatedLeadView, LeadListView, LeadView } from './lead.view.js';
import { LeadsService } from './leads.service.js';

@ApiTags('Leads')
@Controller('leads')
export class LeadsController {
  constructor(
    private readonly leads: LeadsService,
    private readonly creation: LeadCreation,
  ) {}

  /** List leads: filter, search, sort, page. */
  @Get()
  @Can('read', 'lead')
  @Fails(searchTooBroad)
  list(@Context() ctx: Ctx, @Query() query: ListQuery): Promise<LeadListView> {
    return this.leads.list(ctx, query);
  }

  /**
   * List leads by a condition of any shape.
   *
   * The body is the condition language that saved views and rules store: `all`, `any`, `not` and leaves of field, operator, value.
   */
  @Post('search')
  @HttpCode(200)
  @ReadOnly()
  @Can('read', 'lead')
  @Fails(searchTooBroad)
  search(@Context() ctx: Ctx, @Body() body: SearchLeadsRequest): Promise<LeadListView> {
    const { condition, ...query } = body;
    return this.leads.search(ctx, query, condition);
  }

  /** Create a lead: one's own, a colleague's, in a pool, or where the routing rules put it. */
  @Post()
  @Created('leads', CreatedLeadView)
  @Can('create', 'lead')
  @Fails(
    leadDuplicate,
    filesNotUsable,
    customValueTaken,
    assigneeNotFound,
    placeTwice,
    poolNotFound,
    poolDisabled,
    poolWrongObject,
    noPoolForRecord,
    holdingLimitReached,
    levelLimitReached,
    fieldForbidden,
  )
  async create(@Context() ctx: Ctx, @Body() body: CreateLeadRequest): Promise<CreatedLeadView> {
    const { id, duplicates } = await this.creation.create(ctx, body);
    return { ...(await this.leads.get(ctx, id)), duplicates };
  }

  /** Read one lead. */
  @Get(':id')
  @Can('read', 'lead')
  @Fails(leadNotFound)
  get(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<LeadView> {
    return this.leads.get(ctx, id);
  }

  /** Change a lead (JSON merge patch). */
  @Patch(':id')
  @Can('update', 'lead')
  @Fails(
    leadNotFound,
    leadNotActive,
    leadDuplicate,
    referenceInvalid,
    versionMismatch,
    fieldForbidden,
    filesNotUsable,
    customValueTaken,
  )
  update(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: UpdateLeadRequest,
    @IfMatch() version?: number,
  ): Promise<LeadView> {
    return this.leads.update(ctx, id, body, version);
  }

  /** Mark a lead as invalid, with a reason. */
  @Put(':id/invalidation')
  @Can('invalidate', 'lead')
  @Fails(leadNotFound, leadNotActive, referenceInvalid, versionMismatch)
  invalidate(
    @Context() ctx: Ctx,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: InvalidateLeadRequest,
    @IfMatch() version?: number,
  ): Promise<LeadView> {
    return this.leads.setInvalid(ctx, id, body.invalidReasonId, version);
  }

  /** Take the mark of invalidity back. */
  @Delete(':id/invalidation')
  @Can('invalidate', 'lead')
  @Fails(leadNotFound, leadNotActive, versionMismatch)
  revalidate(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @IfMatch() version?: number): Promise<LeadView> {
    return this.leads.setInvalid(ctx, id, null, version);
  }
}
