import { Body, Controller, Get, Param, Post, Res, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public, SignedIn } from '../../authz/index.js';
import type { Ctx } from '../../context/ctx.js';
import { Context, Fails, type AppReply } from '../../http/index.js';
import { Asked, sendContent, type AskedPart, type Content } from '../content.js';
import { CONTENT, NOT_MODIFIED, PARTIAL_CONTENT } from '../file/file.openapi.js';
import { FileStore } from '../file-store.js';
import {
  fileGone,
  fileLinkExpired,
  fileLinkInvalid,
  fileNotFound,
  rangeNotSatisfiable,
  thumbnailPending,
  thumbnailUnavailable,
} from '../files.errors.js';
import { FileLinks } from './file-links.js';
import { FollowsLink, Linked } from './follows-link.js';
import { CreateLinkRequest } from './link.requests.js';
import type { FileLinkView } from './link.view.js';

@ApiTags('Files')
@Controller()
export class FileLinksController {
  constructor(
    private readonly links: FileLinks,
    private readonly store: FileStore,
  ) {}

  /** Make a link to a file that needs no sign-in, for minutes. Whenever it is used, your permission is asked anew. */
  @Post('files/:id/links')
  @SignedIn()
  @Fails(fileNotFound)
  create(@Context() ctx: Ctx, @Param('id') id: string, @Body() body: CreateLinkRequest): Promise<FileLinkView> {
    return this.links.make(ctx, id, body);
  }

  /** Read what a link shows, whole or in part. */
  @Get('file-links/:token')
  @Public()
  @UseGuards(FollowsLink)
  @ApiParam({ name: 'token', schema: { type: 'string' } })
  @ApiOkResponse(CONTENT)
  @ApiResponse({ status: 206, ...PARTIAL_CONTENT })
  @ApiResponse({ status: 304, ...NOT_MODIFIED })
  @Fails(fileLinkInvalid, fileLinkExpired, fileGone, thumbnailPending, thumbnailUnavailable, rangeNotSatisfiable)
  async follow(@Linked() content: Content, @Asked() asked: AskedPart, @Res() reply: AppReply): Promise<void> {
    // Front ends of other origins show it; the signature says that they may.
    void reply.header('Cross-Origin-Resource-Policy', 'cross-origin');
    await sendContent(reply, this.store, content, asked);
  }
}
