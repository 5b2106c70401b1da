import { Get, HttpCode, Injectable, Param, Post, Query, type Type } from '@nestjs/common';
import { Can } from '../../../authz/index.js';
import type { Ctx } from '../../../context/ctx.js';
import { Context, Fails } from '../../../http/index.js';
import { Accepted, type JobView } from '../../../jobs/index.js';
import { importNotFinished, importNotFound, importUndone, importUndoTooLate } from '../import.errors.js';
import { ListImportsRequest } from '../import.requests.js';
import { ImportUndos } from './import-undos.service.js';
import type { ImportUndoView, KeptRecordListView } from './undo.view.js';

/** Taking back the imports of one kind of record, below its collection; its `ImportTarget` says how records go. */
export function importUndosControllerOf(object: string): Type<object> {
  @Injectable()
  class ImportUndosController {
    constructor(readonly undos: ImportUndos) {}

    /**
     * Read what taking an import back would do, or has done.
     *
     * Records that the import made go, unless somebody has worked with them since: changed, moved or followed them up, or
     * hung something below them. What the import changed of records that were there before stays as it is.
     */
    @Get('imports/:id/undo')
    @Can('import', object)
    @Fails(importNotFound)
    get(@Context() ctx: Ctx, @Param('id') id: string): Promise<ImportUndoView> {
      return this.undos.get(ctx, object, id);
    }

    /** List the records that stay when the import is taken back, with why. */
    @Get('imports/:id/undo/kept')
    @Can('import', object)
    @Fails(importNotFound)
    kept(@Context() ctx: Ctx, @Param('id') id: string, @Query() query: ListImportsRequest): Promise<KeptRecordListView> {
      return this.undos.kept(ctx, object, id, query);
    }

    /**
     * Take an import back: your own, or anybody's if you may import for everybody; for 30 days.
     *
     * Names, phones and numbers of the file are free again; numbers that were given out are not given out anew.
     */
    @Post('imports/:id/undo')
    @HttpCode(202)
    @Can('import', object)
    @Accepted()
    @Fails(importNotFound, importNotFinished, importUndone, importUndoTooLate)
    start(@Context() ctx: Ctx, @Param('id') id: string): Promise<JobView> {
      return this.undos.start(ctx, object, id);
    }
  }
  return ImportUndosController;
}
