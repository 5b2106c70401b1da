import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, SteppedUp } from '../authz/index.js';
import type { Ctx } from '../context/ctx.js';
import { Context, Fails } from '../http/index.js';
import { Accepted, JobView } from '../jobs/index.js';
import { erasureNotFound, erasureOfNobody } from './erasure.errors.js';
import { CreateErasureRequest } from './erasure.requests.js';
import { ErasureView } from './erasure.view.js';
import { Erasures } from './erasures.service.js';

@ApiTags('Enterprise data')
@Controller('data-erasures')
export class ErasuresController {
  constructor(private readonly erasures: Erasures) {}

  /**
   * Erase a person's data.
   *
   * A job empties the personal fields of the person's records and of their history, takes their files off, removes those of
   * follow-ups on them, about them or naming the person, and blots out
   * phone, e-mail and WeChat wherever they stand in a text of the enterprise, audit log and ledger included; what happened
   * and all figures stay. Spreadsheets that were imported, and exports, are removed by themselves within 30 days.
   */
  @Post()
  @Can('erase', 'enterpriseData')
  @SteppedUp()
  @HttpCode(202)
  @Accepted()
  @Fails(erasureOfNobody)
  start(@Context() ctx: Ctx, @Body() body: CreateErasureRequest): Promise<JobView> {
    return this.erasures.start(ctx, body);
  }

  /** Read an erasure by the id of its job's result or of its line in the audit log. */
  @Get(':id')
  @Can('erase', 'enterpriseData')
  @Fails(erasureNotFound)
  get(@Context() ctx: Ctx, @Param('id') id: string): Promise<ErasureView> {
    return this.erasures.get(ctx, id);
  }
}
