import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, SignedIn } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { versionMismatch } from '../../../platform/errors/index.js';
import { Context, Fails, IfMatch } from '../../../platform/http/index.js';
import { layoutNotFound, objectNotFound } from '../settings.errors.js';
import { FormsService } from './forms.service.js';
import { PutLayoutRequest } from './layout.requests.js';
import { FormView, LayoutListView, LayoutView } from './layout.view.js';
import { LayoutsService } from './layouts.service.js';

@ApiTags('Layouts')
@Controller('objects/:object')
export class LayoutsController {
  constructor(
    private readonly forms: FormsService,
    private readonly layouts: LayoutsService,
  ) {}

  /** Read the form of an object as it applies to you: that of one of your roles, everybody's, or what the fields themselves say. */
  @Get('layout')
  @SignedIn()
  @Fails(objectNotFound)
  form(@Context() ctx: Ctx, @Param('object') object: string): Promise<FormView> {
    return this.forms.of(ctx, object);
  }

  /** List the layouts of an object that somebody has made. */
  @Get('layouts')
  @Can('read', 'layout')
  @Fails(objectNotFound)
  list(@Context() ctx: Ctx, @Param('object') object: string): Promise<LayoutListView> {
    return this.layouts.list(ctx, object);
  }

  /** Read the layout for `everyone` or for a role; where there is none, what it would begin with. */
  @Get('layouts/:audience')
  @Can('read', 'layout')
  @Fails(layoutNotFound)
  get(@Context() ctx: Ctx, @Param('object') object: string, @Param('audience') audience: string): Promise<LayoutView> {
    return this.layouts.get(ctx, object, audience);
  }

  /**
   * Lay out the form of an object for `everyone` or for a role.
   *
   * Required fields hold for forms, for the API and for imports. Field rules of roles come first: nobody is asked for what they
   * may not write.
   */
  @Put('layouts/:audience')
  @Can('update', 'layout')
  @Fails(layoutNotFound, versionMismatch)
  put(
    @Context() ctx: Ctx,
    @Param('object') object: string,
    @Param('audience') audience: string,
    @Body() body: PutLayoutRequest,
    @IfMatch() version?: number,
  ): Promise<LayoutView> {
    return this.layouts.put(ctx, object, audience, body, version);
  }

  /** Take a layout away: the next wider one applies again. */
  @Delete('layouts/:audience')
  @HttpCode(204)
  @Can('update', 'layout')
  @Fails(layoutNotFound, versionMismatch)
  remove(
    @Context() ctx: Ctx,
    @Param('object') object: string,
    @Param('audience') audience: string,
    @IfMatch() version?: number,
  ): Promise<void> {
    return this.layouts.remove(ctx, object, audience, version);
  }
}
