import { Controller, Delete, Get, HttpCode, Param, Post, Query, Res, UseGuards } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { SignedIn } from '../../authz/index.js';
import type { Ctx } from '../../context/ctx.js';
import { payloadTooLarge, unsupportedMediaType, validationFailed } from '../../errors/index.js';
import { Context, Created, Fails, type AppReply } from '../../http/index.js';
import { Asked, sendContent, type AskedPart } from '../content.js';
import { FileStore } from '../file-store.js';
import {
  fileAttached,
  fileEmpty,
  fileGone,
  fileNotFound,
  fileQuotaExceeded,
  fileTooLarge,
  fileTypeMismatch,
  fileTypeNotAllowed,
  rangeNotSatisfiable,
  thumbnailPending,
  thumbnailUnavailable,
} from '../files.errors.js';
import { Received, type ReceivedFile } from '../received-file.js';
import { ThumbnailParams } from '../thumbnail/thumbnail.requests.js';
import { CONTENT, FILE_FORM, NOT_MODIFIED, PARTIAL_CONTENT, THUMBNAIL } from './file.openapi.js';
import { ContentRequest } from './file.requests.js';
import { FileView } from './file.view.js';
import { Files } from './files.service.js';
import { ReceivesUpload } from './receives-upload.js';

@ApiTags('Files')
@Controller('files')
@SignedIn()
export class FilesController {
  constructor(
    private readonly files: Files,
    private readonly store: FileStore,
  ) {}

  /**
   * Upload a file: a picture, a voice recording or a document.
   *
   * It is yours alone until you name it in the `fileIds` of a record, or in a field of type `file`; then whoever may read
   * the record, or sees the field, may read it.
   * One that hangs on nothing for a day is removed.
   */
  @Post()
  @UseGuards(ReceivesUpload)
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILE_FORM)
  @Created('files', FileView)
  @Fails(
    validationFailed,
    payloadTooLarge,
    unsupportedMediaType,
    fileEmpty,
    fileTooLarge,
    fileTypeNotAllowed,
    fileTypeMismatch,
    fileQuotaExceeded,
  )
  upload(@Context() ctx: Ctx, @Received() file: ReceivedFile): Promise<FileView> {
    return this.files.keep(ctx, file);
  }

  /** Read what is known of a file. */
  @Get(':id')
  @Fails(fileNotFound)
  get(@Context() ctx: Ctx, @Param('id') id: string): Promise<FileView> {
    return this.files.get(ctx, id);
  }

  /** Read a file's content, whole or in part. Pictures and voice play in place; everything else is a download. */
  @Get(':id/content')
  @ApiOkResponse(CONTENT)
  @ApiResponse({ status: 206, ...PARTIAL_CONTENT })
  @ApiResponse({ status: 304, ...NOT_MODIFIED })
  @Fails(fileNotFound, fileGone, rangeNotSatisfiable)
  async content(
    @Context() ctx: Ctx,
    @Param('id') id: string,
    @Query() { disposition }: ContentRequest,
    @Asked() asked: AskedPart,
    @Res() reply: AppReply,
  ): Promise<void> {
    const content = await this.files.content(ctx, id, disposition === 'attachment');
    await sendContent(reply, this.store, content, asked);
  }

  /** Read a small picture of a picture: upright, as WebP, without what the camera wrote into it. */
  @Get(':id/thumbnails/:size')
  @ApiOkResponse(THUMBNAIL)
  @ApiResponse({ status: 304, ...NOT_MODIFIED })
  @Fails(fileNotFound, thumbnailPending, thumbnailUnavailable, fileGone)
  async thumbnail(
    @Context() ctx: Ctx,
    @Param() { id, size }: ThumbnailParams,
    @Asked() asked: AskedPart,
    @Res() reply: AppReply,
  ): Promise<void> {
    await sendContent(reply, this.store, await this.files.thumbnail(ctx, id, size), asked);
  }

  /** Remove a file of yours that hangs on no record. */
  @Delete(':id')
  @HttpCode(204)
  @Fails(fileNotFound, fileAttached)
  async remove(@Context() ctx: Ctx, @Param('id') id: string): Promise<void> {
    await this.files.remove(ctx, id);
  }
}
