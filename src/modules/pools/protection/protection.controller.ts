import { Body, HttpCode, Injectable, Param, ParseUUIDPipe, Post, type Type } from '@nestjs/common';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { ProblemKind } from '../../../platform/errors/index.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { BulkView } from '../bulk.js';
import { poolableOf } from '../poolable.js';
import { bulkRefused, protectionRefused } from '../pools.errors.js';
import { notOwned } from './protection.errors.js';
import { ProtectRequest, QuarantineRequest, RecordsRequest } from './protection.requests.js';
import { ProtectionService } from './protection.service.js';
import { ProtectionView } from './protection.view.js';

/**
 * The routes of one kind of record about time in which it is safe, and time in which nobody may have it (POOL-14).
 * `missing` is its 404.
 */
export function protectionControllerOf(object: string, missing: ProblemKind): Type<object> {
  @Injectable()
  class ProtectionController {
    constructor(private readonly protections: ProtectionService) {}

    /** Protect one's record from reclaim for a while, within the limits of its pool's rules. */
    @Post(':id/protections')
    @HttpCode(201)
    @Can('protect', object)
    @Fails(missing, notOwned, protectionRefused)
    protect(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() body: ProtectRequest): Promise<ProtectionView> {
      return this.protections.protect(ctx, poolableOf(object), id, body, missing);
    }

    /** Quarantine pooled records: nobody claims them until a date. */
    @Post('quarantines')
    @HttpCode(200)
    @Can('quarantine', object)
    @Fails(bulkRefused)
    quarantine(@Context() ctx: Ctx, @Body() body: QuarantineRequest): Promise<BulkView> {
      return this.protections.quarantine(ctx, poolableOf(object), body);
    }

    /** End the quarantine of records. */
    @Post('releases')
    @HttpCode(200)
    @Can('quarantine', object)
    @Fails(bulkRefused)
    release(@Context() ctx: Ctx, @Body() body: RecordsRequest): Promise<BulkView> {
      return this.protections.release(ctx, poolableOf(object), body);
    }
  }
  return ProtectionController;
}
