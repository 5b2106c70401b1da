import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, ReadOnly } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Context, Fails } from '../../../platform/http/index.js';
import { Accepted, JobView } from '../../../platform/jobs/index.js';
import { poolNotFound, ruleNotFound } from '../pools.errors.js';
import { targetPoolInvalid } from '../rule/rule.errors.js';
import { SimulateRequest } from './reclaim.requests.js';
import { ReclaimsService } from './reclaims.service.js';
import { SimulationView } from './simulation.view.js';

@ApiTags('Pools')
@Controller('pools/:id')
export class ReclaimsController {
  constructor(private readonly reclaims: ReclaimsService) {}

  /**
   * Reclaim what is due in a pool now.
   *
   * The schedule does the same every ten minutes; both take what is due by the rules in force and nothing twice.
   */
  @Post('reclaims')
  @HttpCode(202)
  @Accepted()
  @Can('reclaim', 'pool')
  @Fails(poolNotFound)
  start(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string): Promise<JobView> {
    return this.reclaims.start(ctx, id);
  }

  /**
   * Dry-run rules: what they would reclaim now and on each of the next days, by owner.
   *
   * Rules need not be saved. Nothing is changed.
   */
  @Post('simulations')
  @HttpCode(200)
  @ReadOnly()
  @Can('reclaim', 'pool')
  @Fails(poolNotFound, ruleNotFound, targetPoolInvalid)
  simulate(@Context() ctx: Ctx, @Param('id', ParseUUIDPipe) id: string, @Body() body: SimulateRequest): Promise<SimulationView> {
    return this.reclaims.simulate(ctx, id, body);
  }
}
