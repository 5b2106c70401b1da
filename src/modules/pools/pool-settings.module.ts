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
import { ReclaimModule } from './reclaim/reclaim.module.js';
import { RoutingQueries } from './routing/routing.queries.js';
import { RoutingRulesController } from './routing/routing-rules.controller.js';
import { RoutingRulesService } from './routing/routing-rules.service.js';
import { RuleCheck } from './rule/rule-check.js';
import { RuleQueries } from './rule/rule.queries.js';
import { RulesController } from './rule/rules.controller.js';
import { RulesService } from './rule/rules.service.js';
import { PoolRestrictions } from './sight/pool-restrictions.js';
import { PoolSight } from './sight/pool-sight.js';

/** What administrators set up: pools, members, rules, routing; and what follows for sight and protection of records. */
@Module({
  imports: [ReclaimModule],
  controllers: [PoolsController, RulesController, RoutingRulesController],
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
  ],
  exports: [PoolAccess, ProtectionService, FollowUpProtection, PoolSight],
})
export class PoolSettingsModule {}
