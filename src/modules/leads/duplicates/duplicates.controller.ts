import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, ReadOnly } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { fieldForbidden } from '../../../platform/errors/index.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { Accepted, JobView } from '../../../platform/jobs/index.js';
import { DuplicateCheck } from './duplicate-check.js';
import { DuplicateCheckView, DuplicateGroupListView, DuplicateRulesView } from './duplicate-group.view.js';
import { DuplicateGroups } from './duplicate-groups.js';
import { DuplicateScan } from './duplicate-scan.js';
import { DuplicateSettings } from './duplicate-settings.service.js';
import {
  DuplicateCheckRequest,
  DuplicateRulesQuery,
  DuplicateScanRequest,
  ListDuplicateGroupsRequest,
  SetDuplicateRulesRequest,
} from './duplicate.requests.js';

@ApiTags('Leads')
@Controller()
export class DuplicatesController {
  constructor(
    private readonly settings: DuplicateSettings,
    private readonly check: DuplicateCheck,
    private readonly scan: DuplicateScan,
    private readonly groups: DuplicateGroups,
  ) {}

  /** Read what happens when a new record equals an existing one, field by field. */
  @Get('duplicate-rules')
  @Can('read', 'duplicateRule')
  rules(@Context() ctx: Ctx, @Query() _query: DuplicateRulesQuery): Promise<DuplicateRulesView> {
    return this.settings.read(ctx);
  }

  /** Set what happens when a new record equals an existing one. Unique fields of the enterprise's own always refuse. */
  @Put('duplicate-rules')
  @Can('update', 'duplicateRule')
  setRules(
    @Context() ctx: Ctx,
    @Query() _query: DuplicateRulesQuery,
    @Body() body: SetDuplicateRulesRequest,
  ): Promise<DuplicateRulesView> {
    return this.settings.set(ctx, body);
  }

  /** Look for existing leads before one is entered. Whose they are is said only to who may see them. */
  @Post('leads/duplicate-checks')
  @HttpCode(200)
  @ReadOnly()
  @Fails(fieldForbidden)
  @Can('create', 'lead')
  async before(@Context() ctx: Ctx, @Body() body: DuplicateCheckRequest): Promise<DuplicateCheckView> {
    return { duplicates: await this.check.before(ctx, body) };
  }

  /** Scan all leads for duplicates, as a job; its groups replace those of the scan before. */
  @Post('leads/duplicate-scans')
  @HttpCode(202)
  @Accepted()
  @Can('merge', 'lead')
  startScan(@Context() ctx: Ctx, @Body() body: DuplicateScanRequest): Promise<JobView> {
    return this.scan.start(ctx, body.fields);
  }

  /** List the groups of equal leads that the last scan found and that you may merge. */
  @Get('leads/duplicate-groups')
  @Can('merge', 'lead')
  list(@Context() ctx: Ctx, @Query() query: ListDuplicateGroupsRequest): Promise<DuplicateGroupListView> {
    return this.groups.list(ctx, query);
  }
}
