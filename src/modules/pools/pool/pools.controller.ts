import { Body, Controller, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { referenceInvalid } from '../../../platform/errors/index.js';
import { Context, Created, Fails, IfMatch } from '../../../platform/http/index.js';
import { memberNotFound, poolNameTaken, poolNotEmpty, poolNotFound } from '../pools.errors.js';
import { ReplaceMembersRequest } from './member.requests.js';
import { PoolMembersView } from './member.view.js';
import { MembersService } from './members.service.js';
import { PoolSettingsService } from './pool-settings.service.js';
import { departmentPoolMembers, poolInUse } from './pool.errors.js';
import { CreatePoolRequest, ListPoolsRequest, UpdatePoolRequest } from './pool.requests.js';
import { PoolListView, PoolView } from './pool.view.js';

@ApiTags('Pools')
@Controller('pools')
export class PoolsController {
  constructor(
    private readonly pools: PoolSettingsService,
    private readonly members: MembersService,
  ) {}

  /** List the pools that you are in; with `pool:read` by role, all of them. */
  @Get()
  @Can('read', 'pool')
  list(@Context() ctx: Ctx, @Query() query: ListPoolsRequest): Promise<PoolListView> {
    return this.pools.list(ctx, query);
  }

  /** Read one pool. */
  @Get(':id')
  @Can('read', 'pool')
  @Fails(poolNotFound)
  get(@Context() ctx: Ctx, @Param('id') id: string): Promise<PoolView> {
    return this.pools.get(ctx, id);
  }

  /**
   * Create a pool.
   *
   * It has no members and no rules yet: everything in it may be claimed and nothing comes back. With `departmentId` the
   * department's people are its members.
   */
  @Post()
  @Can('create', 'pool')
  @Created('pools', PoolView)
  @Fails(poolNameTaken, referenceInvalid)
  create(@Context() ctx: Ctx, @Body() body: CreatePoolRequest): Promise<PoolView> {
    return this.pools.create(ctx, body);
  }

  /** Change a pool, or take it out of use. */
  @Patch(':id')
  @Can('update', 'pool')
  @Fails(poolNotFound, poolNameTaken, poolNotEmpty, poolInUse, referenceInvalid)
  update(
    @Context() ctx: Ctx,
    @Param('id') id: string,
    @Body() body: UpdatePoolRequest,
    @IfMatch() version?: number,
  ): Promise<PoolView> {
    return this.pools.update(ctx, id, body, version);
  }

  /** List a pool's members and administrators. */
  @Get(':id/members')
  @Can('configure', 'pool')
  @Fails(poolNotFound)
  listMembers(@Context() ctx: Ctx, @Param('id') id: string): Promise<PoolMembersView> {
    return this.members.list(ctx, id);
  }

  /**
   * Replace a pool's members and administrators.
   *
   * The members of a department's own pool are its people; only administrators are named there.
   */
  @Put(':id/members')
  @Can('configure', 'pool')
  @Fails(poolNotFound, memberNotFound, departmentPoolMembers)
  replaceMembers(
    @Context() ctx: Ctx,
    @Param('id') id: string,
    @Body() body: ReplaceMembersRequest,
    @IfMatch() version?: number,
  ): Promise<PoolMembersView> {
    return this.members.replace(ctx, id, body.items, version);
  }
}
