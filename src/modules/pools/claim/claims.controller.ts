import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { BulkView } from '../bulk.js';
import { bulkRefused, claimByNumberOnly, poolDisabled, poolNotFound } from '../pools.errors.js';
import { ClaimRequest } from './claim.requests.js';
import { ClaimsService } from './claims.service.js';

@ApiTags('Pools')
@Controller('pools/:id/claims')
export class ClaimsController {
  constructor(private readonly claims: ClaimsService) {}

  /**
   * Claim records of a pool.
   *
   * Each record goes to exactly one claimant and no limit is overrun, however many claim at once. The answer says per record
   * what happened; a repeated request with the same Idempotency-Key gets the same answer.
   */
  @Post()
  @HttpCode(200)
  @Can('read', 'pool')
  @Fails(poolNotFound, poolDisabled, claimByNumberOnly, bulkRefused)
  claim(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() body: ClaimRequest): Promise<BulkView> {
    return this.claims.claim(ctx, id, body);
  }
}
