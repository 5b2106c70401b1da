import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, ReadOnly } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { fieldForbidden } from '../../../platform/errors/index.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { Accepted, JobView } from '../../../platform/jobs/index.js';
import { DuplicateCheck } from './duplicate-check.js';
import { DuplicateCheckView, DuplicateGroupListView } from './duplicate-group.view.js';
import { DuplicateGroups } from './duplicate-groups.js';
import { DuplicateScan } from './duplicate-scan.js';
import { DuplicateCheckRequest, DuplicateScanRequest, ListDuplicateGroupsRequest } from './duplicate.requests.js';

@ApiTags('Leads')
@Controller('leads')
export class DuplicatesController {
  constructor(
    private readonly check: DuplicateCheck,
    private readonly scan: DuplicateScan,
    private readonly groups: DuplicateGroups,
  ) {}

  /** Look for existing leads before one is entered. Whose they are is said only to who may see them. */
  @Post('duplicate-checks')
  @HttpCode(200)
  @ReadOnly()
  @Fails(fieldForbidden)
  @Can('create', 'lead')
  async before(@Context() ctx: Ctx, @Body() body: DuplicateCheckRequest): Promise<DuplicateCheckView> {
    return { duplicates: await this.check.before(ctx, body) };
  }

  /** Scan all leads for duplicates, as a job; its groups replace those of the scan before. */
  @Post('duplicate-scans')
  @HttpCode(202)
  @Accepted()
  @Can('merge', 'lead')
  startScan(@Context() ctx: Ctx, @Body() body: DuplicateScanRequest): Promise<JobView> {
    return this.scan.start(ctx, body.fields);
  }

  /** List the groups of equal leads that the last scan found and that you may merge. */
  @Get('duplicate-groups')
  @Can('merge', 'lead')
  list(@Context() ctx: Ctx, @Query() query: ListDuplicateGroupsRequest): Promise<DuplicateGroupListView> {
    return this.groups.list(ctx, query);
  }
}
