import { Module, type OnModuleInit } from '@nestjs/common';
import { raw } from 'sql-template-tag';
import { scoped } from '../../platform/authz/index.js';
import { forgottenPinyin, registerPersonalSubject } from '../../platform/erasure/index.js';
import { RowSights } from '../../platform/records/index.js';
import { FollowUpsModule, TimelineModule } from '../customers/index.js';
import { registerCommentable } from '../feed/index.js';
import { PoolSight, PoolsModule, poolSightOf, registerPoolable } from '../pools/index.js';
import { DuplicateCheck } from './duplicates/duplicate-check.js';
import { DuplicateGroups } from './duplicates/duplicate-groups.js';
import { DuplicateScan } from './duplicates/duplicate-scan.js';
import './duplicates/lead-comparison.js';
import { DuplicatesController } from './duplicates/duplicates.controller.js';
import { LeadExportTarget } from './export/lead-export.target.js';
import { LeadExportsController } from './export/lead-exports.controller.js';
import './follow-up/lead-follow-ups.js';
import { LeadFollowUpsController } from './follow-up/lead-follow-ups.controller.js';
import { LeadImportTarget } from './import/lead-import.target.js';
import { LeadImportWriter } from './import/lead-import.writer.js';
import { LeadImportsController } from './import/lead-imports.controller.js';
import { LeadChangesController } from './lead/lead-changes.controller.js';
import { LeadCreation } from './lead/lead-creation.service.js';
import { LeadPlaceHistoryController, LeadPlacesController } from './lead/lead-places.controller.js';
import { LeadProtectionController } from './lead/lead-protection.controller.js';
import { LeadsController } from './lead/leads.controller.js';
import { LeadsService } from './lead/leads.service.js';
import { leadDescriptor } from './leads.descriptor.js';
import { leadPolicy } from './leads.policy.js';
import { MergeQueries } from './merge/merge.queries.js';
import { MergeService } from './merge/merge.service.js';
import { MergesController } from './merge/merges.controller.js';

registerPoolable({
  object: 'lead',
  descriptor: leadDescriptor,
  inPlay: raw(`r.status = 'active'`),
  activities: { lastFollowUp: raw('r.last_follow_up_at') },
  contacts: { table: 'follow_ups', record: 'lead_id', at: 'at', author: 'created_by' },
  converted: raw(`r.status = 'converted'`),
});

registerCommentable({
  object: 'lead',
  label: leadDescriptor.label,
  table: 'leads r',
  id: 'r.id',
  readable: (ctx) => scoped(ctx, 'read', leadPolicy),
  tells: 'r.owner_id',
});

registerPersonalSubject({ descriptor: leadDescriptor, derived: forgottenPinyin('name_pinyin', 'initials') });

@Module({
  imports: [PoolsModule, FollowUpsModule, TimelineModule],
  controllers: [
    LeadImportsController,
    LeadExportsController,
    DuplicatesController,
    MergesController,
    LeadProtectionController,
    LeadChangesController,
    LeadsController,
    LeadPlaceHistoryController,
    LeadPlacesController,
    LeadFollowUpsController,
  ],
  providers: [
    LeadsService,
    LeadCreation,
    DuplicateCheck,
    DuplicateScan,
    DuplicateGroups,
    MergeQueries,
    MergeService,
    LeadImportTarget,
    LeadImportWriter,
    LeadExportTarget,
  ],
  exports: [LeadsService],
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
