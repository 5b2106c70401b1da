import { Body, Controller, Get, Param, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { versionMismatch } from '../../../platform/errors/index.js';
import { Context, Fails, IfMatch } from '../../../platform/http/index.js';
import { numberRuleNotFound } from '../settings.errors.js';
import { UpdateNumberRuleRequest } from './number-rule.requests.js';
import { NumberRuleListView, NumberRuleView } from './number-rule.view.js';
import { NumberRulesService } from './number-rules.service.js';

@ApiTags('Number rules')
@Controller('number-rules')
export class NumberRulesController {
  constructor(private readonly rules: NumberRulesService) {}

  /** List how each kind of record is numbered, with the number that comes next. */
  @Get()
  @Can('read', 'numberRule')
  list(@Context() ctx: Ctx): Promise<NumberRuleListView> {
    return this.rules.list(ctx);
  }

  /** Read how records of an object are numbered. */
  @Get(':object')
  @Can('read', 'numberRule')
  @Fails(numberRuleNotFound)
  get(@Context() ctx: Ctx, @Param('object') object: string): Promise<NumberRuleView> {
    return this.rules.get(ctx, object);
  }

  /** Change how records are numbered from now on. Records keep their numbers, and none is given twice. */
  @Patch(':object')
  @Can('update', 'numberRule')
  @Fails(numberRuleNotFound, versionMismatch)
  update(
    @Context() ctx: Ctx,
    @Param('object') object: string,
    @Body() body: UpdateNumberRuleRequest,
    @IfMatch() version?: number,
  ): Promise<NumberRuleView> {
    return this.rules.update(ctx, object, body, version);
  }
}
