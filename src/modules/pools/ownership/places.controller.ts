import { Body, HttpCode, Injectable, Post, type Type } from '@nestjs/common';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { BulkView } from '../bulk.js';
import { poolableOf } from '../poolable.js';
import { assigneeNotFound, bulkRefused, poolDisabled, poolNotFound, poolWrongObject } from '../pools.errors.js';
import { AssignRecordsRequest, MoveRecordsRequest, ReturnRecordsRequest, TransferRecordsRequest } from './place.requests.js';
import { PlacesService } from './places.service.js';

/**
 * The routes of one kind of record about where it is: given back, taken back, handed over, moved, assigned, each answering
 * per record in the order sent.
 */
export function placesControllerOf(object: string): Type<object> {
  @Injectable()
  class PlacesController {
    constructor(private readonly places: PlacesService) {}

    /** Give records back to the pool or sea they came from. */
    @Post('returns')
    @HttpCode(200)
    @Can('return', object)
    @Fails(bulkRefused)
    giveBack(@Context() ctx: Ctx, @Body() body: ReturnRecordsRequest): Promise<BulkView> {
      return this.places.giveBack(ctx, poolableOf(object), body);
    }

    /** Take records back from their owners into the pool or sea they came from. */
    @Post('withdrawals')
    @HttpCode(200)
    @Can('takeBack', object)
    @Fails(bulkRefused)
    takeBack(@Context() ctx: Ctx, @Body() body: ReturnRecordsRequest): Promise<BulkView> {
      return this.places.takeBack(ctx, poolableOf(object), body);
    }

    /** Hand records to a colleague. */
    @Post('transfers')
    @HttpCode(200)
    @Can('transfer', object)
    @Fails(bulkRefused, assigneeNotFound)
    transfer(@Context() ctx: Ctx, @Body() body: TransferRecordsRequest): Promise<BulkView> {
      return this.places.transfer(ctx, poolableOf(object), body);
    }

    /** Put records into another pool or sea. */
    @Post('moves')
    @HttpCode(200)
    @Can('move', object)
    @Fails(bulkRefused, poolNotFound, poolDisabled, poolWrongObject)
    move(@Context() ctx: Ctx, @Body() body: MoveRecordsRequest): Promise<BulkView> {
      return this.places.toPool(ctx, poolableOf(object), body);
    }

    /** Assign records to one person, or deal them out evenly among several. */
    @Post('assignments')
    @HttpCode(200)
    @Can('assign', object)
    @Fails(bulkRefused, assigneeNotFound)
    assign(@Context() ctx: Ctx, @Body() body: AssignRecordsRequest): Promise<BulkView> {
      return this.places.assign(ctx, poolableOf(object), body);
    }
  }
  return PlacesController;
}
