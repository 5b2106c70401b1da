import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SignedIn } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { objectNotFound } from '../settings.errors.js';
import { ObjectListView, ObjectView } from './object.view.js';
import { ObjectsService } from './objects.service.js';

@ApiTags('Objects')
@Controller('objects')
export class ObjectsController {
  constructor(private readonly objects: ObjectsService) {}

  /** List the kinds of records that you may read. */
  @Get()
  @SignedIn()
  list(@Context() ctx: Ctx): ObjectListView {
    return this.objects.list(ctx);
  }

  /** Read what an object is made of: every field with type, choices, operators and what you may do with it. */
  @Get(':object')
  @SignedIn()
  @Fails(objectNotFound)
  get(@Context() ctx: Ctx, @Param('object') object: string): Promise<ObjectView> {
    return this.objects.get(ctx, object);
  }
}
