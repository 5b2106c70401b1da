import { Module } from '@nestjs/common';
import { AssignmentModule } from './assignment/assignment.module.js';
import { ClaimQueries } from './claim/claim.queries.js';
import { ClaimsController } from './claim/claims.controller.js';
import { ClaimsService } from './claim/claims.service.js';
import { UsageQueries } from './claim/usage.queries.js';
import { FieldUseModule } from './field-use/field-use.module.js';
import { HandOverNotices } from './hand-over/hand-over-notices.js';
import { PoolLeavers } from './hand-over/pool-leavers.js';
import { AssignmentNotices } from './ownership/assignment-notices.js';
import { NewPlaces } from './ownership/new-places.js';
import { OwnershipHistory } from './ownership/ownership-history.js';
import { PlacesService } from './ownership/places.service.js';
import { PoolQueries } from './pool/pool.queries.js';
import './pools.integrity.js';
import './pools.policy.js';
import { PoolSettingsModule } from './pool-settings.module.js';
import { TakeOvers } from './protection/take-overs.js';
import { ReclaimModule } from './reclaim/reclaim.module.js';

@Module({
  imports: [ReclaimModule, PoolSettingsModule, AssignmentModule, FieldUseModule],
  controllers: [ClaimsController],
  providers: [
    PoolQueries,
    ClaimQueries,
    UsageQueries,
    ClaimsService,
    PlacesService,
    NewPlaces,
    OwnershipHistory,
    AssignmentNotices,
    TakeOvers,
    HandOverNotices,
    PoolLeavers,
  ],
  exports: [PlacesService, NewPlaces, OwnershipHistory, PoolQueries, AssignmentModule, ReclaimModule, PoolSettingsModule],
})
export class PoolsModule {}
