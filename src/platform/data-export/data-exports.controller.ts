import { Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can, InPerson, SteppedUp } from '../authz/index.js';
import type { Ctx } from '../context/ctx.js';
import { fileGone, sendDownload } from '../files/index.js';
import { Context, Fails } from '../http/index.js';
import type { AppReply } from '../http/request.js';
import { Accepted, JobView } from '../jobs/index.js';
import { dataExportNotFound, dataExportRunning, dataExportUnfinished } from './data-export.errors.js';
import { DataExportListView, DataExportView } from './data-export.view.js';
import { DataExports } from './data-exports.service.js';

@ApiTags('Enterprise data')
@Controller('data-exports')
export class DataExportsController {
  constructor(private readonly exports: DataExports) {}

  /**
   * Export everything of the enterprise.
   *
   * A job writes one file for each table, all as of the same moment. Passwords, tokens and keys are left out. The files can
   * be downloaded for a week.
   */
  @Post()
  @Can('export', 'enterpriseData')
  @SteppedUp()
  @HttpCode(202)
  @Accepted()
  @Fails(dataExportRunning)
  start(@Context() ctx: Ctx): Promise<JobView> {
    return this.exports.start(ctx);
  }

  /** List the exports of all data, newest first; the last 50. */
  @Get()
  @Can('export', 'enterpriseData')
  list(@Context() ctx: Ctx): Promise<DataExportListView> {
    return this.exports.list(ctx);
  }

  /** Read an export: its files, with rows and sizes. */
  @Get(':id')
  @Can('export', 'enterpriseData')
  @Fails(dataExportNotFound)
  get(@Context() ctx: Ctx, @Param('id') id: string): Promise<DataExportView> {
    return this.exports.get(ctx, id);
  }

  /** Download one table of an export. */
  @Get(':id/files/:table/content')
  @Can('export', 'enterpriseData')
  @InPerson()
  @ApiOkResponse({
    description: 'JSON Lines, compressed.',
    content: { 'application/gzip': { schema: { type: 'string', format: 'binary' } } },
  })
  @Fails(dataExportNotFound, dataExportUnfinished, fileGone)
  async download(
    @Context() ctx: Ctx,
    @Param('id') id: string,
    @Param('table') table: string,
    @Res() reply: AppReply,
  ): Promise<void> {
    sendDownload(reply, await this.exports.download(ctx, id, table));
  }
}
