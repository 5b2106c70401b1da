import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, SignedIn } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context } from '../../../platform/http/index.js';
import type { MyPermissionsView, PermissionCatalogueView } from './permission.view.js';
import { PermissionsService } from './permissions.service.js';

@ApiTags('Roles')
@Controller()
export class PermissionsController {
  constructor(private readonly permissions: PermissionsService) {}

  /** Read what roles can be made of: objects with their actions, scopes and fields. */
  @Get('permission-catalogue')
  @Can('read', 'role')
  catalogue(@Context() ctx: Ctx): Promise<PermissionCatalogueView> {
    return this.permissions.catalogue(ctx);
  }

  /**
   * Read what you may do, as rules that a front end evaluates with CASL.
   *
   * Give `unpackRules(rules)` to `createMongoAbility` with a `conditionsMatcher` of `buildMongoQueryMatcher` that knows one
   * operator for each relation: `{ "ownerId": { "$visibleTo": … } }` holds where `relations` lists the value among the
   * members of `visibleTo`. A row is permitted where any rule of its object matches.
   */
  @Get('me/permissions')
  @SignedIn()
  mine(@Context() ctx: Ctx): Promise<MyPermissionsView> {
    return this.permissions.mine(ctx);
  }
}
