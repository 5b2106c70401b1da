import { Body, Get, Injectable, Param, Post, Query, Res, type Type } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { Can } from '../../authz/index.js';
import type { Ctx } from '../../context/ctx.js';
import { validationFailed } from '../../errors/index.js';
import { fileGone, sendDownload } from '../../files/index.js';
import { Context, Fails, type AppReply } from '../../http/index.js';
import { Accepted, type JobView } from '../../jobs/index.js';
import { XLSX_OR_CSV } from '../import/import.openapi.js';
import { searchTooBroad } from '../list.errors.js';
import { exportNotFound, exportUnfinished } from './export.errors.js';
import { CreateExportRequest, ListExportsRequest } from './export.requests.js';
import { ExportListView, ExportView } from './export.view.js';
import { Exports } from './exports.service.js';

/** The exports of one kind of record; the object registers an `ExportTarget`. */
export function exportsControllerOf(object: string): Type<object> {
  @Injectable()
  class ExportsController {
    constructor(private readonly exports: Exports) {}

    /** Export records to a spreadsheet: those that you may see and export, with the fields that you may see. */
    @Post()
    @Can('export', object)
    @Accepted()
    @Fails(validationFailed, searchTooBroad)
    start(@Context() ctx: Ctx, @Body() body: CreateExportRequest): Promise<JobView> {
      return this.exports.start(ctx, object, body);
    }

    /** List your exports, newest first. */
    @Get()
    @Can('export', object)
    list(@Context() ctx: Ctx, @Query() query: ListExportsRequest): Promise<ExportListView> {
      return this.exports.list(ctx, object, query);
    }

    /** Read one of your exports. */
    @Get(':id')
    @Can('export', object)
    @Fails(exportNotFound)
    get(@Context() ctx: Ctx, @Param('id') id: string): Promise<ExportView> {
      return this.exports.get(ctx, object, id);
    }

    /** Download the file of one of your exports. It is kept for seven days. */
    @Get(':id/file')
    @Can('export', object)
    @ApiOkResponse(XLSX_OR_CSV)
    @Fails(exportNotFound, exportUnfinished, fileGone)
    async file(@Context() ctx: Ctx, @Param('id') id: string, @Res() reply: AppReply): Promise<void> {
      sendDownload(reply, await this.exports.download(ctx, object, id));
    }
  }
  return ExportsController;
}
