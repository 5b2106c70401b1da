import { Get, Injectable, Query, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Can } from '../../authz/index.js';
import type { Ctx } from '../../context/ctx.js';
import { Context, Fails } from '../../http/index.js';
import type { ObjectDescriptor } from '../descriptor.js';
import { feedRestarted } from './change-cursor.js';
import { ChangeFeed } from './change-feed.service.js';
import { ChangeFeedQuery } from './change-feed.requests.js';

/** The feed of one kind of record; `View` is its `changesOf`, `description` what its readers must know besides. */
export function changesControllerOf(descriptor: ObjectDescriptor, View: Type<object>, description?: string): Type<object> {
  @Injectable()
  class ChangesController {
    constructor(private readonly feed: ChangeFeed) {}

    /**
     * What changed since a cursor, deletions too, for synchronising another system.
     *
     * Read the lists once after asking with `from=now`, then go on from its cursor. A record may be told again: take what is
     * told as its present state.
     */
    @Get('changes')
    @ApiOperation({ description })
    @ApiOkResponse({ type: View })
    @Can('read', descriptor.object)
    @Fails(feedRestarted)
    changes(@Context() ctx: Ctx, @Query() query: ChangeFeedQuery): Promise<object> {
      return this.feed.read(ctx, descriptor, query);
    }
  }
  return ChangesController;
}
