import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { CustomFieldQueries } from './custom-field/custom-field.queries.js';
import { CustomFieldsController } from './custom-field/custom-fields.controller.js';
import { CustomFieldsService } from './custom-field/custom-fields.service.js';
import { FieldChecks } from './custom-field/field-checks.js';
import { FieldJobs } from './custom-field/field-jobs.js';
import { FieldUses } from './custom-field/field-uses.js';
import { usesByRoles } from './custom-field/role-uses.js';
import { ObjectsController } from './object/objects.controller.js';
import { ObjectsService } from './object/objects.service.js';
import './settings.policy.js';

/** What an enterprise sets up for all kinds of records. */
@Global()
@Module({
  controllers: [CustomFieldsController, ObjectsController],
  providers: [CustomFieldsService, CustomFieldQueries, FieldChecks, FieldJobs, FieldUses, ObjectsService],
  exports: [FieldUses],
})
export class SettingsModule implements OnModuleInit {
  constructor(private readonly uses: FieldUses) {}

  onModuleInit(): void {
    this.uses.register(usesByRoles);
  }
}
