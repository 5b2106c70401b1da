import { Module } from '@nestjs/common';
import { MemberQueries } from '../pool/member.queries.js';
import { PoolAccess } from '../pool/pool-access.js';
import { Levels } from '../rule/levels.js';
import { RuleCheck } from '../rule/rule-check.js';
import { RuleQueries } from '../rule/rule.queries.js';
import { RulesInForce } from '../rule/rule-in-force.js';
import { RoutingService } from '../routing/routing.service.js';
import { Explanation } from './explanation.service.js';
import { Reckoner } from './reckoner.js';
import { ReclaimNotices } from './reclaim-notices.js';
import './reclaim.command.js';
import { ReclaimReminders } from './reclaim-reminders.js';
import { ReclaimRun } from './reclaim-run.js';
import { ReclaimJobs } from './reclaim.jobs.js';
import { Reclaim } from './reclaim.service.js';
import { ReclaimsController } from './reclaims.controller.js';
import { ReclaimsService } from './reclaims.service.js';
import { Simulation } from './simulation.service.js';

/** Deadlines and what follows from them. */
@Module({
  controllers: [ReclaimsController],
  providers: [
    PoolAccess,
    MemberQueries,
    RuleCheck,
    Levels,
    RuleQueries,
    RulesInForce,
    RoutingService,
    Reckoner,
    Reclaim,
    ReclaimRun,
    ReclaimNotices,
    ReclaimReminders,
    ReclaimJobs,
    Simulation,
    Explanation,
    ReclaimsService,
  ],
  exports: [Levels, Reclaim, ReclaimRun, RulesInForce, RoutingService, Explanation, Simulation],
})
export class ReclaimModule {}
