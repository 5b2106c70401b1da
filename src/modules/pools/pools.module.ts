import { Module } from '@nestjs/common';
import { AssignmentModule } from './assignment/assignment.module.js';
import { ClaimablePools } from './claim/claimable-pools.js';
import { ClaimQueries } from './claim/claim.queries.js';
import { ClaimsController } from './claim/claims.controller.js';
import { ClaimsService } from './claim/claims.service.js';
import { HoldingLimits } from './claim/holding-limits.service.js';
import { QuotasController } from './claim/quotas.controller.js';
import { QuotasService } from './claim/quotas.service.js';
import { UsageQueries } from './claim/usage.queries.js';
import { DuplicateRulesController } from './duplicates/duplicate-rules.controller.js';
import { DuplicateRulesService } from './duplicates/duplicate-rules.js';
import { DuplicateSettings } from './duplicates/duplicate-settings.service.js';
import { DuplicatesService } from './duplicates/duplicates.service.js';
import { FeedModule } from '../feed/index.js';
import { FieldUseModule } from './field-use/field-use.module.js';
import { HandOverNotices } from './hand-over/hand-over-notices.js';
import { PoolLeavers } from './hand-over/pool-leavers.js';
import { AssignmentNotices } from './ownership/assignment-notices.js';
import { PlacedImportJudge } from './import/placed-import.judge.js';
import { PlacedImports } from './import/placed-imports.js';
import { NewPlaces } from './ownership/new-places.js';
import { OwnershipHistory } from './ownership/ownership-history.js';
import { PlacesService } from './ownership/places.service.js';
import { PoolQueries } from './pool/pool.queries.js';
import './pools.integrity.js';
import './pools.policy.js';
import { PoolSettingsModule } from './pool-settings.module.js';
import { PooledWords } from './sight/pooled-words.js';
import { TakeOvers } from './protection/take-overs.js';
import { ReclaimModule } from './reclaim/reclaim.module.js';

@Module({
  imports: [FeedModule, ReclaimModule, PoolSettingsModule, AssignmentModule, FieldUseModule],
  controllers: [ClaimsController, QuotasController, DuplicateRulesController],
  providers: [
    PoolQueries,
    ClaimQueries,
    UsageQueries,
    ClaimablePools,
    HoldingLimits,
    ClaimsService,
    QuotasService,
    PlacesService,
    NewPlaces,
    OwnershipHistory,
    AssignmentNotices,
    DuplicateRulesService,
    DuplicateSettings,
    DuplicatesService,
    PlacedImportJudge,
    PlacedImports,
    TakeOvers,
    HandOverNotices,
    PoolLeavers,
    PooledWords,
  ],
  exports: [
    DuplicateRulesService,
    DuplicatesService,
    PlacesService,
    HoldingLimits,
    NewPlaces,
    PlacedImports,
    OwnershipHistory,
    PoolQueries,
    AssignmentModule,
    ReclaimModule,
    PoolSettingsModule,
  ],
})
export class PoolsModule {}
