import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InPerson, SignedIn } from '../authz/index.js';
import type { Ctx } from '../context/ctx.js';
import { Context, Fails } from '../http/index.js';
import { Inbox } from './inbox.service.js';
import { noticeNotFound } from './notice.errors.js';
import { ListNoticesRequest, ReadMarksRequest } from './notice.requests.js';
import { NoticeListView, NoticeSummaryView, NoticeView, ReadMarksView } from './notice.view.js';

@ApiTags('Notices')
@Controller('me/notices')
@InPerson()
export class InboxController {
  constructor(private readonly inbox: Inbox) {}

  /** List your notices, newest first. */
  @Get()
  @SignedIn()
  list(@Context() ctx: Ctx, @Query() query: ListNoticesRequest): Promise<NoticeListView> {
    return this.inbox.list(ctx, query);
  }

  /** Count your unread notices by kind. */
  @Get('summary')
  @SignedIn()
  summary(@Context() ctx: Ctx): Promise<NoticeSummaryView> {
    return this.inbox.summary(ctx);
  }

  /** Mark a notice as read; a second time changes nothing. */
  @Put(':id/read')
  @SignedIn()
  @Fails(noticeNotFound)
  read(@Context() ctx: Ctx, @Param('id') id: string): Promise<NoticeView> {
    return this.inbox.read(ctx, id);
  }

  /** Mark several notices as read, or all of them. */
  @Post('read-marks')
  @HttpCode(200)
  @SignedIn()
  async readAll(@Context() ctx: Ctx, @Body() body: ReadMarksRequest): Promise<ReadMarksView> {
    return { marked: await this.inbox.readAll(ctx, body.ids) };
  }
}
