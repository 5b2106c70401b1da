import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SignedIn } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { forbidden } from '../../../platform/errors/index.js';
import { filesNotUsable } from '../../../platform/files/index.js';
import { Context, Created, Fails } from '../../../platform/http/index.js';
import { commentedNotFound, commentNotDeletable, commentNotFound } from '../feed.errors.js';
import { CreateCommentRequest, ListCommentsRequest } from './comment.requests.js';
import { CommentListView, CommentView } from './comment.view.js';
import { Comments } from './comments.service.js';

/** Comments on whatever takes them. Who may read a thing may read its comments and write one; nobody else knows of them. */
@ApiTags('Comments')
@Controller('comments')
export class CommentsController {
  constructor(private readonly comments: Comments) {}

  /** List the comments on something, oldest first. */
  @Get()
  @SignedIn()
  @Fails(commentedNotFound)
  list(@Context() ctx: Ctx, @Query() query: ListCommentsRequest): Promise<CommentListView> {
    return this.comments.list(ctx, query);
  }

  /** Comment on something, or answer a comment. */
  @Post()
  @Created('comments', CommentView)
  @SignedIn()
  @Fails(commentedNotFound, filesNotUsable)
  create(@Context() ctx: Ctx, @Body() body: CreateCommentRequest): Promise<CommentView> {
    return this.comments.create(ctx, body);
  }

  /** Read one comment. */
  @Get(':id')
  @SignedIn()
  @Fails(commentNotFound)
  get(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<CommentView> {
    return this.comments.get(ctx, id);
  }

  /** Take one's own comment back, while the enterprise's settings let one. */
  @Delete(':id')
  @HttpCode(204)
  @SignedIn()
  @Fails(commentNotFound, commentNotDeletable, forbidden)
  delete(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.comments.delete(ctx, id);
  }
}
