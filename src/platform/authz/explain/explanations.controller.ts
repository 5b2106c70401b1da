import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Ctx } from '../../context/ctx.js';
import { Context, Fails } from '../../http/index.js';
import { Can, ReadOnly } from '../can.decorator.js';
import { explainedNotFound } from './explain.errors.js';
import { ExplainPermissionRequest } from './explanation.requests.js';
import { PermissionExplanationView } from './explanation.view.js';
import { Explanations } from './explanations.service.js';

@ApiTags('Roles')
@Controller('permission-explanations')
export class ExplanationsController {
  constructor(private readonly explanations: Explanations) {}

  /**
   * Explain whether an employee may do something to a record, and why.
   *
   * Tells the rule that decides, how it comes to hold (the chain of superiors, the department, the membership of a pool),
   * and of every other rule why it does not. The record must be visible to whoever asks.
   */
  @Post()
  @HttpCode(200)
  @ReadOnly()
  @Can('explain', 'permission')
  @Fails(explainedNotFound)
  explain(@Context() ctx: Ctx, @Body() body: ExplainPermissionRequest): Promise<PermissionExplanationView> {
    return this.explanations.explain(ctx, body);
  }
}
