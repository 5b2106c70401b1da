import { Module, type OnModuleInit } from '@nestjs/common';
import { raw } from 'sql-template-tag';
import { AttachmentSubjects, recordSubject } from '../../platform/files/index.js';
import { FieldFiles, RowSights } from '../../platform/records/index.js';
import { PoolSight, PoolsModule, poolSightOf, registerPoolable } from '../pools/index.js';
import { SettingsModule } from '../settings/index.js';
import { ArchivesController } from './archive/archives.controller.js';
import { Archives } from './archive/archives.service.js';
import { Collaborators } from './collaborator/collaborators.service.js';
import { CustomerCollaboratorsController } from './collaborator/customer-collaborators.controller.js';
import { ConversionTargets } from './conversion/conversion-target.js';
import { LeadLegacy } from './conversion/lead-legacy.js';
import { CustomerChangesController } from './customer/customer-changes.controller.js';
import { CustomerCreation } from './customer/customer-creation.service.js';
import { CustomerReferences } from './customer/customer-references.js';
import { CustomerPlaceHistoryController, CustomerPlacesController } from './customer/customer-places.controller.js';
import { CustomerProtectionController } from './customer/customer-protection.controller.js';
import { CustomersController } from './customer/customers.controller.js';
import { CustomersService } from './customer/customers.service.js';
import { customerDescriptor } from './customers.descriptor.js';
import './duplicates/customer-comparison.js';
import { CustomerDuplicates } from './duplicates/customer-duplicates.js';
import { CustomerDuplicateChecksController } from './duplicates/duplicate-checks.controller.js';
import { NearNames } from './duplicates/near-names.js';
import { CustomerImportTarget } from './import/customer-import.target.js';
import { CustomerImportWriter } from './import/customer-import.writer.js';
import {
  CustomerExportsController,
  CustomerImportsController,
  CustomerImportUndosController,
} from './import/customer-imports.controller.js';
import { NearNameWarnings } from './import/near-name-warnings.js';
import { CustomerMapController } from './map/customer-map.controller.js';
import { CustomerMap } from './map/customer-map.service.js';
import { RegionCounts } from './map/region-counts.service.js';
import { NameCardsModule } from './name-card/name-cards.module.js';
import { CustomerMerges } from './merge/customer-merges.js';
import {
  mergedAttachments,
  mergedCollaborators,
  mergedSubsidiaries,
  MergeParticipants,
  rowsBelow,
} from './merge/merge-participants.js';
import { mergedFieldFiles } from './merge/merged-field-files.js';
import { MergeReversal } from './merge/merge-reversal.service.js';
import { CustomerMergeQueries } from './merge/merge.queries.js';
import { CustomerMerging } from './merge/merge.service.js';
import { CustomerMergesController } from './merge/merges.controller.js';
import { PrivacyController } from './privacy/privacy.controller.js';
import { privateSight } from './privacy/private-sight.js';
import { Privacy } from './privacy/privacy.service.js';

/** What of this module goes along when customers are merged; modules above register theirs. */
const BELOW = [
  rowsBelow({ object: 'contact', table: 'contacts' }),
  rowsBelow({ object: 'followUp', table: 'follow_ups' }),
  mergedAttachments,
  mergedCollaborators,
  mergedSubsidiaries,
];

registerPoolable({
  object: 'customer',
  descriptor: customerDescriptor,
  inPlay: raw(`r.state = 'active'`),
  activities: { lastFollowUp: raw('r.last_follow_up_at') },
  contacts: { table: 'follow_ups', record: 'customer_id', at: 'at', author: 'created_by' },
  levelField: 'levelId',
});

@Module({
  imports: [PoolsModule, SettingsModule, NameCardsModule],
  controllers: [
    CustomerDuplicateChecksController,
    CustomerImportsController,
    CustomerImportUndosController,
    CustomerMapController,
    CustomerExportsController,
    CustomerMergesController,
    CustomerProtectionController,
    CustomerChangesController,
    CustomersController,
    CustomerPlaceHistoryController,
    CustomerPlacesController,
    CustomerCollaboratorsController,
    PrivacyController,
    ArchivesController,
  ],
  providers: [
    CustomersService,
    CustomerCreation,
    CustomerReferences,
    CustomerDuplicates,
    NearNames,
    Collaborators,
    Privacy,
    Archives,
    CustomerMap,
    RegionCounts,
    CustomerImportTarget,
    CustomerImportWriter,
    NearNameWarnings,
    CustomerMergeQueries,
    CustomerMerging,
    CustomerMerges,
    MergeReversal,
    MergeParticipants,
    ConversionTargets,
    LeadLegacy,
  ],
  exports: [
    CustomersService,
    CustomerCreation,
    CustomerDuplicates,
    Collaborators,
    MergeParticipants,
    ConversionTargets,
    LeadLegacy,
  ],
})
export class CustomersModule implements OnModuleInit {
  constructor(
    private readonly sights: RowSights,
    private readonly poolSight: PoolSight,
    private readonly merged: MergeParticipants,
    private readonly files: AttachmentSubjects,
    private readonly fieldFiles: FieldFiles,
  ) {}

  onModuleInit(): void {
    this.sights.register('customer', poolSightOf(this.poolSight, 'customer'));
    this.sights.register('customer', privateSight);
    this.files.register(recordSubject(customerDescriptor));
    this.merged.register(mergedFieldFiles(this.fieldFiles));
    for (const participant of BELOW) this.merged.register(participant);
  }
}
