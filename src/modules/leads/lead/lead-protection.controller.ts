import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import {
  bulkRefused,
  BulkView,
  notOwned,
  poolableOf,
  protectionRefused,
  ProtectionService,
  ProtectionView,
  ProtectRequest,
  QuarantineRequest,
  RecordsRequest,
} from '../../pools/index.js';
import { leadNotFound } from '../leads.errors.js';

/** Time in which a lead is safe, and time in which nobody may have it (POOL-14). */
@ApiTags('Leads')
@Controller('leads')
export class LeadProtectionController {
  constructor(private readonly protections: ProtectionService) {}

  /** Protect one's lead from reclaim for a while, within the limits of its pool's rules. */
  @Post(':id/protections')
  @HttpCode(201)
  @Can('protect', 'lead')
  @Fails(leadNotFound, notOwned, protectionRefused)
  protect(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() body: ProtectRequest): Promise<ProtectionView> {
    return this.protections.protect(ctx, poolableOf('lead'), id, body, leadNotFound);
  }

  /** Quarantine pooled leads: nobody claims them until a date. */
  @Post('quarantines')
  @HttpCode(200)
  @Can('quarantine', 'lead')
  @Fails(bulkRefused)
  quarantine(@Context() ctx: Ctx, @Body() body: QuarantineRequest): Promise<BulkView> {
    return this.protections.quarantine(ctx, poolableOf('lead'), body);
  }

  /** End the quarantine of leads. */
  @Post('releases')
  @HttpCode(200)
  @Can('quarantine', 'lead')
  @Fails(bulkRefused)
  release(@Context() ctx: Ctx, @Body() body: RecordsRequest): Promise<BulkView> {
    return this.protections.release(ctx, poolableOf('lead'), body);
  }
}
