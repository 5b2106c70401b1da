import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, InPerson, SignedIn } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { objectNotFound } from '../settings.errors.js';
import { DefaultViewsService } from './default-views.service.js';
import { PutDefaultViewsRequest, PutMyDefaultViewRequest } from './saved-view.requests.js';
import { DefaultViewsView, MyDefaultViewView } from './saved-view.view.js';

@ApiTags('Views')
@Controller()
export class DefaultViewsController {
  constructor(private readonly defaults: DefaultViewsService) {}

  /** Read what lists of an object begin with for everybody and for roles. */
  @Get('objects/:object/default-views')
  @Can('update', 'savedView')
  @Fails(objectNotFound)
  get(@Context() ctx: Ctx, @Param('object') object: string): Promise<DefaultViewsView> {
    return this.defaults.get(ctx, object);
  }

  /** Choose what lists of an object begin with, for everybody and for roles; people may choose otherwise for themselves. */
  @Put('objects/:object/default-views')
  @Can('update', 'savedView')
  @Fails(objectNotFound)
  put(@Context() ctx: Ctx, @Param('object') object: string, @Body() body: PutDefaultViewsRequest): Promise<DefaultViewsView> {
    return this.defaults.put(ctx, object, body);
  }

  /** Read what your lists of an object begin with, and who has chosen it. */
  @Get('me/default-views/:object')
  @SignedIn()
  @InPerson({ shownInPreview: true })
  @Fails(objectNotFound)
  getOwn(@Context() ctx: Ctx, @Param('object') object: string): Promise<MyDefaultViewView> {
    return this.defaults.getOwn(ctx, object);
  }

  /** Choose what your lists of an object begin with, or leave it to your roles and to everybody's choice. */
  @Put('me/default-views/:object')
  @SignedIn()
  @InPerson()
  @Fails(objectNotFound)
  putOwn(
    @Context() ctx: Ctx,
    @Param('object') object: string,
    @Body() body: PutMyDefaultViewRequest,
  ): Promise<MyDefaultViewView> {
    return this.defaults.putOwn(ctx, object, body.viewId);
  }
}
