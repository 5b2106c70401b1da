import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, SteppedUp } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { versionMismatch } from '../../../platform/errors/index.js';
import { Context, Created, Fails, IfMatch } from '../../../platform/http/index.js';
import { BulkAnswerView } from '../bulk.view.js';
import {
  grantExceedsOwn,
  lastAdministrator,
  roleInUse,
  roleIsBuiltin,
  roleIsFixed,
  roleIsImplicit,
  roleNameTaken,
  roleNotFound,
} from '../org.errors.js';
import { RoleHoldersService } from './role-holders.service.js';
import { RoleListView, RoleView } from './role.view.js';
import { CopyRoleRequest, CreateRoleRequest, RoleHoldersRequest, UpdateRoleRequest } from './roles.requests.js';
import { RolesService } from './roles.service.js';

@ApiTags('Roles')
@Controller('roles')
export class RolesController {
  constructor(
    private readonly roles: RolesService,
    private readonly holders: RoleHoldersService,
  ) {}

  /** List all roles, built-in ones first. */
  @Get()
  @Can('read', 'role')
  list(@Context() ctx: Ctx): Promise<RoleListView> {
    return this.roles.list(ctx);
  }

  /** Read a role. */
  @Get(':id')
  @Can('read', 'role')
  @Fails(roleNotFound)
  get(@Context() ctx: Ctx, @Param('id') id: string): Promise<RoleView> {
    return this.roles.get(ctx, id);
  }

  /** Create a role. Only a system administrator can put more into it than they hold themselves. */
  @Post()
  @Can('create', 'role')
  @SteppedUp()
  @Created('roles', RoleView)
  @Fails(roleNameTaken, grantExceedsOwn)
  create(@Context() ctx: Ctx, @Body() body: CreateRoleRequest): Promise<RoleView> {
    return this.roles.create(ctx, body);
  }

  /** Copy a role under another name. */
  @Post(':id/copies')
  @Can('create', 'role')
  @SteppedUp()
  @Created('roles', RoleView)
  @Fails(roleNotFound, roleNameTaken, roleIsFixed, grantExceedsOwn)
  copy(@Context() ctx: Ctx, @Param('id') id: string, @Body() body: CopyRoleRequest): Promise<RoleView> {
    return this.roles.copy(ctx, id, body.name);
  }

  /** Change a role; its holders feel it with their next request. */
  @Patch(':id')
  @Can('update', 'role')
  @SteppedUp()
  @Fails(roleNotFound, roleNameTaken, roleIsFixed, grantExceedsOwn, versionMismatch)
  update(
    @Context() ctx: Ctx,
    @Param('id') id: string,
    @Body() body: UpdateRoleRequest,
    @IfMatch() version?: number,
  ): Promise<RoleView> {
    return this.roles.update(ctx, id, body, version);
  }

  /** Delete a role that nobody holds; built-in ones stay. */
  @Delete(':id')
  @Can('delete', 'role')
  @SteppedUp()
  @HttpCode(204)
  @Fails(roleNotFound, roleIsBuiltin, roleInUse)
  async delete(@Context() ctx: Ctx, @Param('id') id: string): Promise<void> {
    await this.roles.delete(ctx, id);
  }

  /** Give a role to employees. Answers for each of them. */
  @Post(':id/assignments')
  @Can('assign', 'role')
  @SteppedUp()
  @HttpCode(200)
  @Fails(roleNotFound, roleIsImplicit, grantExceedsOwn)
  assign(@Context() ctx: Ctx, @Param('id') id: string, @Body() body: RoleHoldersRequest): Promise<BulkAnswerView> {
    return this.holders.assign(ctx, id, body.ids);
  }

  /** Take a role from employees. Answers for each of them; one system administrator always stays. */
  @Post(':id/withdrawals')
  @Can('assign', 'role')
  @SteppedUp()
  @HttpCode(200)
  @Fails(roleNotFound, lastAdministrator, grantExceedsOwn)
  withdraw(@Context() ctx: Ctx, @Param('id') id: string, @Body() body: RoleHoldersRequest): Promise<BulkAnswerView> {
    return this.holders.withdraw(ctx, id, body.ids);
  }
}
