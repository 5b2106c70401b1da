import { Module, type OnModuleInit } from '@nestjs/common';
import { raw } from 'sql-template-tag';
import { scoped } from '../../platform/authz/index.js';
import { AttachmentSubjects, recordSubject } from '../../platform/files/index.js';
import { RowSights } from '../../platform/records/index.js';
import {
  ContactsModule,
  CustomersModule,
  FollowUpsModule,
  MergeParticipants,
  rowsBelow,
  TimelineModule,
  TimelineSources,
} from '../customers/index.js';
import { registerCommentable } from '../feed/index.js';
import { IdentityModule } from '../identity/index.js';
import { PoolSight, PoolsModule, poolSightOf, registerPoolable } from '../pools/index.js';
import { FieldUses, SettingsModule } from '../settings/index.js';
import { CaptureForms } from './capture/capture-forms.service.js';
import { CaptureFormsController } from './capture/capture-forms.controller.js';
import { CapturesForget } from './capture/captures.privacy.js';
import { captureSource } from './capture/capture.source.js';
import { Captures } from './capture/captures.service.js';
import { FillTokens } from './capture/fill-token.js';
import { LeadCaptures } from './capture/lead-captures.service.js';
import { LeadCapturesController } from './capture/lead-captures.controller.js';
import { OpenForms } from './capture/open-forms.js';
import { PublicFormsController } from './capture/public-forms.controller.js';
import { Submissions } from './capture/submissions.service.js';
import { BulkConversions } from './conversion/bulk-conversions.service.js';
import { ConversionDrafts } from './conversion/conversion-drafts.service.js';
import { ConversionPreviews } from './conversion/conversion-previews.service.js';
import { ConversionMapping } from './conversion/conversion-mapping.js';
import { ConversionMappingController } from './conversion/conversion-mapping.controller.js';
import { ConversionsController } from './conversion/conversions.controller.js';
import { Conversions } from './conversion/conversions.service.js';
import { ExistingRecords } from './conversion/existing-records.js';
import { usesByMapping } from './conversion/mapping-uses.js';
import { leadHistorySource } from './conversion/lead-history.source.js';
import { DuplicateCheck } from './duplicates/duplicate-check.js';
import { DuplicateGroups } from './duplicates/duplicate-groups.js';
import { DuplicateScan } from './duplicates/duplicate-scan.js';
import './duplicates/lead-comparison.js';
import { DuplicatesController } from './duplicates/duplicates.controller.js';
import { LeadExportTarget } from './export/lead-export.target.js';
import { LeadExportsController } from './export/lead-exports.controller.js';
import './follow-up/lead-follow-ups.js';
import './import/lead.ties.js';
import { LeadFollowUpsController } from './follow-up/lead-follow-ups.controller.js';
import { LeadImportTarget } from './import/lead-import.target.js';
import { LeadImportWriter } from './import/lead-import.writer.js';
import { LeadImportsController, LeadImportUndosController } from './import/lead-imports.controller.js';
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
  levelField: 'degree',
});

registerCommentable({
  object: 'lead',
  label: leadDescriptor.label,
  table: 'leads r',
  id: 'r.id',
  readable: (ctx) => scoped(ctx, 'read', leadPolicy),
  tells: 'r.owner_id',
});

@Module({
  imports: [PoolsModule, FollowUpsModule, TimelineModule, CustomersModule, ContactsModule, IdentityModule, SettingsModule],
  controllers: [
    LeadImportsController,
    LeadImportUndosController,
    LeadExportsController,
    DuplicatesController,
    MergesController,
    ConversionMappingController,
    ConversionsController,
    CaptureFormsController,
    PublicFormsController,
    LeadCapturesController,
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
    ConversionMapping,
    ConversionDrafts,
    ConversionPreviews,
    ExistingRecords,
    Conversions,
    BulkConversions,
    CaptureForms,
    Captures,
    LeadCaptures,
    CapturesForget,
    OpenForms,
    FillTokens,
    Submissions,
  ],
  exports: [LeadsService],
})
export class LeadsModule implements OnModuleInit {
  constructor(
    private readonly sights: RowSights,
    private readonly poolSight: PoolSight,
    private readonly files: AttachmentSubjects,
    private readonly merged: MergeParticipants,
    private readonly timeline: TimelineSources,
    private readonly fieldUses: FieldUses,
  ) {}

  onModuleInit(): void {
    this.sights.register('lead', poolSightOf(this.poolSight, 'lead'));
    this.files.register(recordSubject(leadDescriptor));
    this.merged.register(rowsBelow({ object: 'lead', table: 'leads' }));
    this.fieldUses.register(usesByMapping);
    this.timeline.register(leadHistorySource);
    this.timeline.register(captureSource);
  }
}
