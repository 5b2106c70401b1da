import { Get, HttpCode, Injectable, Param, Patch, Post, Query, Res, UseGuards, type Type } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse } from '@nestjs/swagger';
import { Can } from '../../authz/index.js';
import type { Ctx } from '../../context/ctx.js';
import {
  payloadTooLarge,
  unsupportedMediaType,
  validationFailed,
  versionMismatch,
  type ProblemKind,
} from '../../errors/index.js';
import { fileGone, Received, type ReceivedFile, ReceivesFile, sendDownload } from '../../files/index.js';
import { BodyOf, Context, Created, Fails, IfMatch, type AppReply } from '../../http/index.js';
import { Accepted, type JobView } from '../../jobs/index.js';
import {
  importFinished,
  importIncomplete,
  importNotFound,
  importStarted,
  importUndone,
  SPREADSHEET_PROBLEMS,
} from './import.errors.js';
import { UPLOAD_SCHEMA, XLSX_OR_CSV } from './import.openapi.js';
import { ChangeImportRequest, ListFailedRowsRequest, ListImportsRequest, SheetFormatRequest } from './import.requests.js';
import { FailedRowListView, ImportDraftView, ImportListView, ImportView, WarnedRowListView } from './import.view.js';
import { ImportFiles } from './import-files.service.js';
import { Imports } from './imports.service.js';

/** What the imports of one kind of record are made of. */
export interface ImportsOf {
  object: string;
  /** Where its records are: `leads`. */
  collection: string;
  /** A change of a draft with the object's own rules. */
  Change: Type<ChangeImportRequest>;
  /** What else its rules may be refused for. */
  fails?: readonly ProblemKind[];
}

interface Drafts {
  readonly imports: Imports;
  readonly files: ImportFiles;
}

/** From the template to a draft that is as it is wanted. */
function draftsOf({ object, collection, Change, fails = [] }: ImportsOf): Type<Drafts> {
  @Injectable()
  class DraftsController implements Drafts {
    constructor(
      readonly imports: Imports,
      readonly files: ImportFiles,
    ) {}

    /** Download a spreadsheet to fill: the headers that the import understands, and above each what may stand below it. */
    @Get('import-template')
    @Can('import', object)
    @ApiOkResponse(XLSX_OR_CSV)
    async template(@Context() ctx: Ctx, @Query() { format = 'xlsx' }: SheetFormatRequest, @Res() reply: AppReply): Promise<void> {
      sendDownload(reply, await this.files.template(ctx, object, format));
    }

    /** Upload a spreadsheet. It becomes a draft: mapped as its headers tell, previewed, not yet imported. */
    @Post('imports')
    @UseGuards(ReceivesFile)
    @Can('import', object)
    @ApiConsumes('multipart/form-data')
    @ApiBody(UPLOAD_SCHEMA)
    @Created(`${collection}/imports`, ImportDraftView)
    @Fails(validationFailed, payloadTooLarge, unsupportedMediaType, ...SPREADSHEET_PROBLEMS)
    receive(@Context() ctx: Ctx, @Received() file: ReceivedFile): Promise<ImportDraftView> {
      return this.imports.receive(ctx, object, file);
    }

    /** List imports, newest first: your own, or everybody's if you may import for everybody. */
    @Get('imports')
    @Can('import', object)
    list(@Context() ctx: Ctx, @Query() query: ListImportsRequest): Promise<ImportListView> {
      return this.imports.list(ctx, object, query);
    }

    /** Read an import: its state, mapping, rules and counts. */
    @Get('imports/:id')
    @Can('import', object)
    @Fails(importNotFound)
    get(@Context() ctx: Ctx, @Param('id') id: string): Promise<ImportView> {
      return this.imports.get(ctx, object, id);
    }

    /** Change a draft: its sheet, header row, mapping or rules. Answers what would become of the first rows. */
    @Patch('imports/:id')
    @Can('import', object)
    @Fails(importNotFound, importStarted, validationFailed, versionMismatch, fileGone, ...SPREADSHEET_PROBLEMS, ...fails)
    change(
      @Context() ctx: Ctx,
      @Param('id') id: string,
      @BodyOf(Change) body: ChangeImportRequest,
      @IfMatch() version?: number,
    ): Promise<ImportDraftView> {
      return this.imports.change(ctx, object, id, body, version);
    }
  }
  return DraftsController;
}

/** The imports of one kind of record, below its collection; the object registers an `ImportTarget`. */
export function importsControllerOf(kind: ImportsOf): Type<object> {
  const { object } = kind;

  @Injectable()
  class ImportsController extends draftsOf(kind) {
    /** Run an import. One that failed or was cancelled goes on behind its last settled row. */
    @Post('imports/:id/runs')
    @HttpCode(202)
    @Can('import', object)
    @Accepted()
    @Fails(importNotFound, importFinished, importIncomplete, importUndone, fileGone)
    run(@Context() ctx: Ctx, @Param('id') id: string): Promise<JobView> {
      return this.imports.start(ctx, object, id);
    }

    /** List the rows that were not imported, in the order of the file, with everything that is wrong with each. */
    @Get('imports/:id/errors')
    @Can('import', object)
    @Fails(importNotFound)
    errors(@Context() ctx: Ctx, @Param('id') id: string, @Query() query: ListFailedRowsRequest): Promise<FailedRowListView> {
      return this.imports.failedRows(ctx, object, id, query);
    }

    /** List the rows that were taken although something about them is doubtful, in the order of the file, with what it is. */
    @Get('imports/:id/warnings')
    @Can('import', object)
    @Fails(importNotFound)
    warnings(@Context() ctx: Ctx, @Param('id') id: string, @Query() query: ListFailedRowsRequest): Promise<WarnedRowListView> {
      return this.imports.warnedRows(ctx, object, id, query);
    }

    /** Download the rows that were not imported as they stood, with their errors in a last column: correct them and send them again. */
    @Get('imports/:id/errors-file')
    @Can('import', object)
    @ApiOkResponse(XLSX_OR_CSV)
    @Fails(importNotFound)
    async errorsFile(
      @Context() ctx: Ctx,
      @Param('id') id: string,
      @Query() { format = 'xlsx' }: SheetFormatRequest,
      @Res() reply: AppReply,
    ): Promise<void> {
      sendDownload(reply, await this.files.errors(ctx, object, id, format));
    }
  }
  return ImportsController;
}
