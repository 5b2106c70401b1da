import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Res, UseGuards } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import {
  payloadTooLarge,
  referenceInvalid,
  unsupportedMediaType,
  validationFailed,
  versionMismatch,
} from '../../../platform/errors/index.js';
import { fileGone, Received, type ReceivedFile, ReceivesFile, sendDownload } from '../../../platform/files/index.js';
import { Context, Created, Fails, IfMatch, type AppReply } from '../../../platform/http/index.js';
import { Accepted, type JobView } from '../../../platform/jobs/index.js';
import {
  FailedRowListView,
  ImportDraftView,
  importFinished,
  ImportFiles,
  importIncomplete,
  ImportListView,
  importNotFound,
  Imports,
  importStarted,
  ImportView,
  ListFailedRowsRequest,
  ListImportsRequest,
  SheetFormatRequest,
  SPREADSHEET_PROBLEMS,
  UPLOAD_SCHEMA,
  XLSX_OR_CSV,
} from '../../../platform/records/import/index.js';
import { ChangeLeadImportRequest } from './lead-import.requests.js';

const LEAD = 'lead';

@ApiTags('Leads')
@Controller('leads')
@Can('import', LEAD)
export class LeadImportsController {
  constructor(
    private readonly imports: Imports,
    private readonly files: ImportFiles,
  ) {}

  /** Download a spreadsheet to fill: the headers that the import understands, and above each what may stand below it. */
  @Get('import-template')
  @ApiOkResponse(XLSX_OR_CSV)
  async template(@Context() ctx: Ctx, @Query() { format = 'xlsx' }: SheetFormatRequest, @Res() reply: AppReply): Promise<void> {
    sendDownload(reply, await this.files.template(ctx, LEAD, format));
  }

  /** Upload a spreadsheet of leads. It becomes a draft: mapped as its headers tell, previewed, not yet imported. */
  @Post('imports')
  @UseGuards(ReceivesFile)
  @ApiConsumes('multipart/form-data')
  @ApiBody(UPLOAD_SCHEMA)
  @Created('leads/imports', ImportDraftView)
  @Fails(validationFailed, payloadTooLarge, unsupportedMediaType, ...SPREADSHEET_PROBLEMS)
  receive(@Context() ctx: Ctx, @Received() file: ReceivedFile): Promise<ImportDraftView> {
    return this.imports.receive(ctx, LEAD, file);
  }

  /** List imports of leads, newest first: your own, or everybody's if you may import for everybody. */
  @Get('imports')
  list(@Context() ctx: Ctx, @Query() query: ListImportsRequest): Promise<ImportListView> {
    return this.imports.list(ctx, LEAD, query);
  }

  /** Read an import: its state, mapping, rules and counts. */
  @Get('imports/:id')
  @Fails(importNotFound)
  get(@Context() ctx: Ctx, @Param('id') id: string): Promise<ImportView> {
    return this.imports.get(ctx, LEAD, id);
  }

  /** Change a draft: its sheet, header row, mapping or rules. Answers what would become of the first rows. */
  @Patch('imports/:id')
  @Fails(importNotFound, importStarted, validationFailed, referenceInvalid, versionMismatch, fileGone, ...SPREADSHEET_PROBLEMS)
  change(
    @Context() ctx: Ctx,
    @Param('id') id: string,
    @Body() body: ChangeLeadImportRequest,
    @IfMatch() version?: number,
  ): Promise<ImportDraftView> {
    return this.imports.change(ctx, LEAD, id, body, version);
  }

  /** Run an import. One that failed or was cancelled goes on behind its last settled row. */
  @Post('imports/:id/runs')
  @HttpCode(202)
  @Accepted()
  @Fails(importNotFound, importFinished, importIncomplete, fileGone)
  run(@Context() ctx: Ctx, @Param('id') id: string): Promise<JobView> {
    return this.imports.start(ctx, LEAD, id);
  }

  /** List the rows that were not imported, in the order of the file, with everything that is wrong with each. */
  @Get('imports/:id/errors')
  @Fails(importNotFound)
  errors(@Context() ctx: Ctx, @Param('id') id: string, @Query() query: ListFailedRowsRequest): Promise<FailedRowListView> {
    return this.imports.failedRows(ctx, LEAD, id, query);
  }

  /** Download the rows that were not imported as they stood, with their errors in a last column: correct them and send them again. */
  @Get('imports/:id/errors-file')
  @ApiOkResponse(XLSX_OR_CSV)
  @Fails(importNotFound)
  async errorsFile(
    @Context() ctx: Ctx,
    @Param('id') id: string,
    @Query() { format = 'xlsx' }: SheetFormatRequest,
    @Res() reply: AppReply,
  ): Promise<void> {
    sendDownload(reply, await this.files.errors(ctx, LEAD, id, format));
  }
}
