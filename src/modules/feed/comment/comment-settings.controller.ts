import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context } from '../../../platform/http/index.js';
import { CommentSettings } from './comment-settings.service.js';
import { CommentSettingsRequest } from './comment.requests.js';
import { CommentSettingsView } from './comment.view.js';

@ApiTags('Comments')
@Controller('comment-settings')
export class CommentSettingsController {
  constructor(private readonly settings: CommentSettings) {}

  /** Read what people may do with their comments. */
  @Get()
  @Can('read', 'commentSetting')
  get(@Context() ctx: Ctx): Promise<CommentSettingsView> {
    return this.settings.get(ctx);
  }

  /** Say for how long people may take their comments back. */
  @Put()
  @Can('update', 'commentSetting')
  set(@Context() ctx: Ctx, @Body() body: CommentSettingsRequest): Promise<CommentSettingsView> {
    return this.settings.set(ctx, body);
  }
}
