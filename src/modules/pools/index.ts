export { registerComparison, type Comparable, type Comparison, type DuplicateRules } from './duplicates/comparison.js';
export { DuplicateRulesService } from './duplicates/duplicate-rules.js';
export { DuplicateView, duplicateView } from './duplicates/duplicate.view.js';
export { DuplicatesService, keyOf, type Duplicate } from './duplicates/duplicates.service.js';
export { fillRecords, type FilledColumn } from './import/fill-records.js';
export { placeColumns } from './import/import-places.js';
export { duplicateInFile } from './import/placed-import.issues.js';
export { PlacedImportOptions, PLACED_IMPORT_DEFAULTS, type PlacedImportRules } from './import/placed-import.options.js';
export {
  fail,
  type NewPlaced,
  type PlacedImport,
  type PlacedSession,
  type PlacedValues,
  type PlacedVerdict,
} from './import/placed-import.session.js';
export { PlacedImports } from './import/placed-imports.js';
export { withdrawRecords } from './import/withdraw-records.js';
export { HoldingLimits } from './claim/holding-limits.service.js';
export { bulkAnswer, BulkItemView, BulkView, type Refusals } from './bulk.js';
export { move, type Cause, type Destination, type LedgerKind, type Move } from './ownership/placements.js';
export { insertPlaced, type NewColumn } from './ownership/insert-placed.js';
export { NewPlaces, type NewPlace } from './ownership/new-places.js';
export { OwnershipHistory } from './ownership/ownership-history.js';
export { OwnershipLineListView, OwnershipLineView } from './ownership/ownership.view.js';
export { placeHistoryControllerOf } from './ownership/place-history.controller.js';
export { placesControllerOf } from './ownership/places.controller.js';
export { PlacedView } from './ownership/placed.view.js';
export { placeFields } from './ownership/place-fields.js';
export { PlacesService } from './ownership/places.service.js';
export { administeredPools, memberPools, pooledStanding, poolRelations } from './pool-relations.js';
export { PoolQueries } from './pool/pool.queries.js';
export {
  isPoolable,
  poolableOf,
  poolables,
  registerOwnedBelow,
  registerPoolable,
  type OwnedBelow,
  type TransferredRecord,
  type Poolable,
} from './poolable.js';
export * from './pools.errors.js';
export * from './pools.events.js';
export { PoolsModule } from './pools.module.js';
export { Explanation } from './reclaim/explanation.service.js';
export { ReclaimRun } from './reclaim/reclaim-run.js';
export type { RunDoor } from './run-door.js';
export { ReclaimExplanationView } from './reclaim/simulation.view.js';
export { Reclaim } from './reclaim/reclaim.service.js';
export { RoutingService } from './routing/routing.service.js';
export { RulesInForce, type RuleInForce } from './rule/rule-in-force.js';
export type { PoolRules } from './rule/rules.js';
export { FollowUpProtection } from './protection/follow-up-protection.js';
export { notOwned } from './protection/protection.errors.js';
export { protectionControllerOf } from './protection/protection.controller.js';
export { ProtectRequest, QuarantineRequest, RecordsRequest } from './protection/protection.requests.js';
export { ProtectionService } from './protection/protection.service.js';
export { ProtectionView } from './protection/protection.view.js';
export { keptByAll, withheld, withheldInText, type Kept } from './sight/kept-kinds.js';
export { PoolSight, poolSightOf } from './sight/pool-sight.js';
