import { Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, SteppedUp } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Created, Fails } from '../../../platform/http/index.js';
import { employeeNotFound, previewExceedsOwn, previewNotFound, statusNotAllowed } from '../org.errors.js';
import { PreviewView } from './preview.view.js';
import { PreviewsService } from './previews.service.js';

@ApiTags('Employees')
@Controller()
export class PreviewsController {
  constructor(private readonly previews: PreviewsService) {}

  /**
   * Look at the program as an employee would see it.
   *
   * The token answers every GET with their menus, lists and counts; every write is refused, and so is what is theirs alone:
   * devices, sign-ins, inbox. It lives for 15 minutes, no longer than the session that asked for it. The audit log names both.
   */
  @Post('employees/:id/previews')
  @Can('preview', 'employee')
  @SteppedUp()
  @Created('previews', PreviewView)
  @Fails(employeeNotFound, statusNotAllowed, previewExceedsOwn)
  start(@Context() ctx: Ctx, @Param('id') id: string): Promise<PreviewView> {
    return this.previews.start(ctx, id);
  }

  /** End a preview before its time. */
  @Delete('previews/:id')
  @Can('preview', 'employee')
  @HttpCode(204)
  @Fails(previewNotFound)
  async end(@Context() ctx: Ctx, @Param('id') id: string): Promise<void> {
    await this.previews.end(ctx, id);
  }
}
