import { Module } from '@nestjs/common';
import { MemberQueries } from './pool/member.queries.js';
import { MembersService } from './pool/members.service.js';
import { PoolAccess } from './pool/pool-access.js';
import { PoolSettingsQueries } from './pool/pool-settings.queries.js';
import { PoolSettingsService } from './pool/pool-settings.service.js';
import { PoolsController } from './pool/pools.controller.js';
import { PoolsFounding } from './pool/pools.founding.js';
import './pools.policy.js';
import { FollowUpProtection } from './protection/follow-up-protection.js';
import { ProtectionQueries } from './protection/protection.queries.js';
import { ProtectionService } from './protection/protection.service.js';
import { RevealQueries } from './reveal/reveal.queries.js';
import { RevealsController } from './reveal/reveals.controller.js';
import { RevealsService } from './reveal/reveals.service.js';
import { ReclaimModule } from './reclaim/reclaim.module.js';
import { RoutingQueries } from './routing/routing.queries.js';
import { RoutingRulesController } from './routing/routing-rules.controller.js';
import { RoutingRulesService } from './routing/routing-rules.service.js';
import { RuleCheck } from './rule/rule-check.js';
import { RuleQueries } from './rule/rule.queries.js';
import { RulesController } from './rule/rules.controller.js';
import { RulesService } from './rule/rules.service.js';
import { StatisticsController } from './statistics/statistics.controller.js';
import { StatisticsQueries } from './statistics/statistics.queries.js';
import { StatisticsService } from './statistics/statistics.service.js';
import { PoolRestrictions } from './sight/pool-restrictions.js';
import { PoolSight } from './sight/pool-sight.js';

/** What administrators set up: pools, members, rules, routing; and what follows for sight and protection of records. */
@Module({
  imports: [ReclaimModule],
  controllers: [PoolsController, RulesController, RoutingRulesController, RevealsController, StatisticsController],
  providers: [
    PoolAccess,
    PoolSettingsQueries,
    PoolSettingsService,
    MemberQueries,
    MembersService,
    PoolsFounding,
    RuleQueries,
    RuleCheck,
    RulesService,
    RoutingQueries,
    RoutingRulesService,
    ProtectionQueries,
    ProtectionService,
    FollowUpProtection,
    PoolRestrictions,
    PoolSight,
    RevealQueries,
    RevealsService,
    StatisticsQueries,
    StatisticsService,
  ],
  exports: [PoolAccess, ProtectionService, FollowUpProtection, PoolSight],
})
export class PoolSettingsModule {}
