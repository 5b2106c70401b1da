import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails, IfMatch } from '../../../platform/http/index.js';
import { effectiveInPast, noDraft, poolDisabled, poolNotFound, ruleNotFound } from '../pools.errors.js';
import { draftOutdated, ruleInForce, targetPoolInvalid } from './rule.errors.js';
import { RuleVersionListView, RuleVersionView } from './rule.view.js';
import { PoolRulesRequest, PublishRulesRequest } from './rules.requests.js';
import { RulesService } from './rules.service.js';

@ApiTags('Pools')
@Controller('pools/:id/rules')
export class RulesController {
  constructor(private readonly rules: RulesService) {}

  /** List the versions of a pool's rules, newest first; the draft is shown to who may write it. */
  @Get()
  @Can('read', 'pool')
  @Fails(poolNotFound)
  list(@Context() ctx: Ctx, @Param('id') id: string): Promise<RuleVersionListView> {
    return this.rules.list(ctx, id);
  }

  /**
   * Write the draft of a pool's rules.
   *
   * Nothing changes for anybody until it is published.
   */
  @Put('draft')
  @Can('configure', 'pool')
  @Fails(poolNotFound, targetPoolInvalid)
  saveDraft(
    @Context() ctx: Ctx,
    @Param('id') id: string,
    @Body() body: PoolRulesRequest,
    @IfMatch() version?: number,
  ): Promise<RuleVersionView> {
    return this.rules.saveDraft(ctx, id, body, version);
  }

  /** Throw the draft away. */
  @Delete('draft')
  @Can('configure', 'pool')
  @HttpCode(204)
  @Fails(poolNotFound, ruleNotFound)
  deleteDraft(@Context() ctx: Ctx, @Param('id') id: string): Promise<void> {
    return this.rules.deleteDraft(ctx, id);
  }

  /**
   * Publish the draft as the next version.
   *
   * It decides from `effectiveFrom` on and is never changed again; the versions before it are kept.
   */
  @Post('publications')
  @Can('configure', 'pool')
  @HttpCode(201)
  @Fails(poolNotFound, poolDisabled, noDraft, effectiveInPast, draftOutdated)
  publish(@Context() ctx: Ctx, @Param('id') id: string, @Body() body: PublishRulesRequest): Promise<RuleVersionView> {
    return this.rules.publish(ctx, id, body.effectiveFrom);
  }

  /** Withdraw a published version whose time has not come. */
  @Delete('publications/:ruleId')
  @Can('configure', 'pool')
  @Fails(poolNotFound, ruleNotFound, ruleInForce)
  withdraw(@Context() ctx: Ctx, @Param('id') id: string, @Param('ruleId') ruleId: string): Promise<RuleVersionView> {
    return this.rules.withdraw(ctx, id, ruleId);
  }
}
