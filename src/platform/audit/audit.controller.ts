import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../authz/index.js';
import type { Ctx } from '../context/ctx.js';
import { Context } from '../http/index.js';
import { AuditQueries } from './audit.queries.js';
import { ListAuditRequest } from './audit.requests.js';
import type { AuditLogListView } from './audit.view.js';

@ApiTags('Audit log')
@Controller('audit-log')
export class AuditController {
  constructor(private readonly queries: AuditQueries) {}

  /** List administrative and bulk acts, newest first. Nobody can change or remove them. */
  @Get()
  @Can('read', 'auditLog')
  list(@Context() ctx: Ctx, @Query() query: ListAuditRequest): Promise<AuditLogListView> {
    return this.queries.list(ctx, query);
  }
}
