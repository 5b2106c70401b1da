import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { CustomFieldQueries } from './custom-field/custom-field.queries.js';
import { CustomFieldsController } from './custom-field/custom-fields.controller.js';
import { CustomFieldsService } from './custom-field/custom-fields.service.js';
import { FieldChecks } from './custom-field/field-checks.js';
import { FieldJobs } from './custom-field/field-jobs.js';
import { FieldUses } from './custom-field/field-uses.js';
import { usesByFormulas } from './custom-field/formula-uses.js';
import { usesByRoles } from './custom-field/role-uses.js';
import { DictionariesController } from './dictionary/dictionaries.controller.js';
import { Dictionaries } from './dictionary/dictionaries.service.js';
import { DictionaryBulk } from './dictionary/dictionary-bulk.service.js';
import { DictionaryItemsController } from './dictionary/dictionary-items.controller.js';
import { DictionaryItemsService } from './dictionary/dictionary-items.service.js';
import { DictionaryMerger } from './dictionary/dictionary-merger.service.js';
import { DictionaryReading } from './dictionary/dictionary-reading.service.js';
import { DictionaryFounding } from './dictionary/dictionary.founding.js';
import { DictionaryQueries } from './dictionary/dictionary.queries.js';
import { DictionaryTurns } from './dictionary/dictionary-turns.js';
import { DictionaryUses } from './dictionary/dictionary-uses.js';
import { FormsService } from './layout/forms.service.js';
import { LayoutQueries } from './layout/layout.queries.js';
import { LayoutsController } from './layout/layouts.controller.js';
import { LayoutsService } from './layout/layouts.service.js';
import { NumberRuleQueries } from './number-rule/number-rule.queries.js';
import { NumberRules } from './number-rule/number-rules.js';
import { NumberRulesController } from './number-rule/number-rules.controller.js';
import { NumberRulesService } from './number-rule/number-rules.service.js';
import { ObjectsController } from './object/objects.controller.js';
import { ObjectsService } from './object/objects.service.js';
import { DefaultViewsController } from './view/default-views.controller.js';
import { DefaultViewsService } from './view/default-views.service.js';
import { DefaultViewQueries } from './view/default-view.queries.js';
import { SavedViewQueries } from './view/saved-view.queries.js';
import { SavedViewsController } from './view/saved-views.controller.js';
import { SavedViewsService } from './view/saved-views.service.js';
import { ViewAudiences } from './view/view-audiences.js';
import { ViewChecks } from './view/view-checks.js';
import { ViewUses } from './view/view-uses.js';
import './custom-field/region.js';
import './settings.policy.js';

/** What an enterprise sets up for all kinds of records. */
@Global()
@Module({
  controllers: [
    CustomFieldsController,
    DefaultViewsController,
    DictionariesController,
    DictionaryItemsController,
    LayoutsController,
    NumberRulesController,
    ObjectsController,
    SavedViewsController,
  ],
  providers: [
    CustomFieldsService,
    CustomFieldQueries,
    DefaultViewQueries,
    DefaultViewsService,
    Dictionaries,
    DictionaryBulk,
    DictionaryFounding,
    DictionaryItemsService,
    DictionaryMerger,
    DictionaryQueries,
    DictionaryReading,
    DictionaryTurns,
    DictionaryUses,
    FieldChecks,
    FieldJobs,
    FieldUses,
    FormsService,
    LayoutQueries,
    LayoutsService,
    NumberRuleQueries,
    NumberRules,
    NumberRulesService,
    ObjectsService,
    SavedViewQueries,
    SavedViewsService,
    ViewAudiences,
    ViewChecks,
    ViewUses,
  ],
  exports: [Dictionaries, DictionaryBulk, FieldUses, NumberRules],
})
export class SettingsModule implements OnModuleInit {
  constructor(private readonly uses: FieldUses) {}

  onModuleInit(): void {
    this.uses.register(usesByRoles);
    this.uses.register(usesByFormulas);
  }
}
