import { Module, type OnModuleInit } from '@nestjs/common';
import { raw } from 'sql-template-tag';
import { RowSights } from '../../platform/records/index.js';
import { PoolSight, PoolsModule, poolSightOf, registerPoolable } from '../pools/index.js';
import { DuplicateCheck } from './duplicates/duplicate-check.js';
import { DuplicateGroups } from './duplicates/duplicate-groups.js';
import { DuplicateRulesService } from './duplicates/duplicate-rules.js';
import { DuplicateScan } from './duplicates/duplicate-scan.js';
import { DuplicateSettings } from './duplicates/duplicate-settings.service.js';
import { DuplicatesController } from './duplicates/duplicates.controller.js';
import { DuplicatesService } from './duplicates/duplicates.service.js';
import { LeadExportTarget } from './export/lead-export.target.js';
import { LeadExportsController } from './export/lead-exports.controller.js';
import { FollowUpsController } from './follow-up/follow-ups.controller.js';
import { FollowUpsService } from './follow-up/follow-ups.service.js';
import { LeadImportJudge } from './import/lead-import.judge.js';
import { LeadImportTarget } from './import/lead-import.target.js';
import { LeadImportWriter } from './import/lead-import.writer.js';
import { LeadImportsController } from './import/lead-imports.controller.js';
import { LeadCreation } from './lead/lead-creation.service.js';
import { LeadPlaceHistoryController, LeadPlacesController } from './lead/lead-places.controller.js';
import { LeadProtectionController } from './lead/lead-protection.controller.js';
import { LeadsController } from './lead/leads.controller.js';
import { LeadsService } from './lead/leads.service.js';
import { leadDescriptor } from './leads.descriptor.js';
import './leads.integrity.js';
import { MergeQueries } from './merge/merge.queries.js';
import { MergeService } from './merge/merge.service.js';
import { MergesController } from './merge/merges.controller.js';

registerPoolable({
  object: 'lead',
  descriptor: leadDescriptor,
  inPlay: raw(`r.status = 'active'`),
  activities: { lastFollowUp: raw('r.last_follow_up_at') },
});

@Module({
  imports: [PoolsModule],
  controllers: [
    LeadImportsController,
    LeadExportsController,
    DuplicatesController,
    MergesController,
    LeadProtectionController,
    LeadsController,
    LeadPlaceHistoryController,
    LeadPlacesController,
    FollowUpsController,
  ],
  providers: [
    LeadsService,
    LeadCreation,
    DuplicateRulesService,
    DuplicatesService,
    DuplicateSettings,
    DuplicateCheck,
    DuplicateScan,
    DuplicateGroups,
    MergeQueries,
    MergeService,
    FollowUpsService,
    LeadImportTarget,
    LeadImportJudge,
    LeadImportWriter,
    LeadExportTarget,
  ],
  exports: [LeadsService, DuplicatesService, DuplicateRulesService],
})
export class LeadsModule implements OnModuleInit {
  constructor(
    private readonly sights: RowSights,
    private readonly poolSight: PoolSight,
  ) {}

  onModuleInit(): void {
    this.sights.register('lead', poolSightOf(this.poolSight, 'lead'));
  }
}
