import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { fieldForbidden } from '../../../platform/errors/index.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { MergeRequest } from '../../../platform/records/index.js';
import { LeadView } from '../lead/lead.view.js';
import { LeadsService } from '../lead/leads.service.js';
import { leadNotActive, leadNotFound } from '../leads.errors.js';
import { MergeService } from './merge.service.js';

@ApiTags('Leads')
@Controller('leads/merges')
export class MergesController {
  constructor(
    private readonly merges: MergeService,
    private readonly leads: LeadsService,
  ) {}

  /**
   * Make one lead of several.
   *
   * Follow-ups and tags go over to the survivor, and its history tells theirs too. The others end as `merged`, with a link
   * to it. Needs the permission to merge each of them.
   */
  @Post()
  @HttpCode(200)
  @Can('merge', 'lead')
  @Fails(leadNotFound, leadNotActive, fieldForbidden)
  async merge(@Context() ctx: Ctx, @Body() body: MergeRequest): Promise<LeadView> {
    await this.merges.merge(ctx, body);
    return this.leads.get(ctx, body.survivorId);
  }
}
