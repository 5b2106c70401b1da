import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails, PageRequest } from '../../../platform/http/index.js';
import { departmentNotFound, employeeNotFound } from '../org.errors.js';
import { DirectoryRequest } from './directory.requests.js';
import { DirectoryService } from './directory.service.js';
import { ColleaguePageView, DirectoryView, PublishedItemListView } from './directory.view.js';
import { PublishedService } from './published.service.js';

@ApiTags('Directory')
@Controller('directory')
export class DirectoryController {
  constructor(
    private readonly directory: DirectoryService,
    private readonly published: PublishedService,
  ) {}

  /** Find colleagues at work, by name. */
  @Get()
  @Can('read', 'employee')
  @Fails(departmentNotFound)
  list(@Context() ctx: Ctx, @Query() query: DirectoryRequest): Promise<DirectoryView> {
    return this.directory.list(ctx, query);
  }

  /** Read a colleague's page: departments with their place in the tree, superior, how to reach them. */
  @Get(':id')
  @Can('read', 'employee')
  @Fails(employeeNotFound)
  get(@Context() ctx: Ctx, @Param('id') id: string): Promise<ColleaguePageView> {
    return this.directory.get(ctx, id);
  }

  /** List what a colleague has published and you may see, newest first. */
  @Get(':id/published-items')
  @Can('read', 'employee')
  @Fails(employeeNotFound)
  items(@Context() ctx: Ctx, @Param('id') id: string, @Query() query: PageRequest): Promise<PublishedItemListView> {
    return this.published.list(ctx, id, query);
  }
}
