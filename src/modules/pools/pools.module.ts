import { Module } from '@nestjs/common';
import { ClaimQueries } from './claim/claim.queries.js';
import { ClaimsController } from './claim/claims.controller.js';
import { ClaimsService } from './claim/claims.service.js';
import { PoolQueries } from './pool/pool.queries.js';
import { OwnershipHistory } from './ownership/ownership-history.js';
import { PlacesService } from './ownership/places.service.js';
import './pools.policy.js';
import { Reckoner } from './reclaim/reckoner.js';
import { Reclaim } from './reclaim/reclaim.service.js';
import { RoutingService } from './routing/routing.service.js';
import { RulesInForce } from './rule/rule-in-force.js';

@Module({
  controllers: [ClaimsController],
  providers: [PoolQueries, RulesInForce, RoutingService, ClaimQueries, ClaimsService, Reckoner, Reclaim, PlacesService, OwnershipHistory],
  exports: [PlacesService, OwnershipHistory, RulesInForce, RoutingService, Reclaim, PoolQueries],
})
export class PoolsModule {}
