import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { validationFailed } from '../../../platform/errors/index.js';
import { fileGone, sendDownload } from '../../../platform/files/index.js';
import { Context, Fails, type AppReply } from '../../../platform/http/index.js';
import { Accepted, type JobView } from '../../../platform/jobs/index.js';
import {
  CreateExportRequest,
  ExportListView,
  exportNotFound,
  Exports,
  exportUnfinished,
  ExportView,
  ListExportsRequest,
} from '../../../platform/records/export/index.js';
import { searchTooBroad } from '../../../platform/records/index.js';
import { XLSX_OR_CSV } from '../../../platform/records/import/index.js';

const LEAD = 'lead';

@ApiTags('Leads')
@Controller('leads/exports')
@Can('export', LEAD)
export class LeadExportsController {
  constructor(private readonly exports: Exports) {}

  /** Export leads to a spreadsheet: those that you may see and export, with the fields that you may see. */
  @Post()
  @Accepted()
  @Fails(validationFailed, searchTooBroad)
  start(@Context() ctx: Ctx, @Body() body: CreateExportRequest): Promise<JobView> {
    return this.exports.start(ctx, LEAD, body);
  }

  /** List your exports of leads, newest first. */
  @Get()
  list(@Context() ctx: Ctx, @Query() query: ListExportsRequest): Promise<ExportListView> {
    return this.exports.list(ctx, LEAD, query);
  }

  /** Read one of your exports. */
  @Get(':id')
  @Fails(exportNotFound)
  get(@Context() ctx: Ctx, @Param('id') id: string): Promise<ExportView> {
    return this.exports.get(ctx, LEAD, id);
  }

  /** Download the file of one of your exports. It is kept for seven days. */
  @Get(':id/file')
  @ApiOkResponse(XLSX_OR_CSV)
  @Fails(exportNotFound, exportUnfinished, fileGone)
  async file(@Context() ctx: Ctx, @Param('id') id: string, @Res() reply: AppReply): Promise<void> {
    sendDownload(reply, await this.exports.download(ctx, LEAD, id));
  }
}
