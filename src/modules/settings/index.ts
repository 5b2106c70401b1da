export { Dictionaries, type GivenItem } from './dictionary/dictionaries.service.js';
export { registerDictionaryHolder } from './dictionary/dictionary-holders.js';
export { DictionaryBulk } from './dictionary/dictionary-bulk.service.js';
export { FieldUses, type FieldUse, type FieldUseFinder } from './custom-field/field-uses.js';
export type { NumberRule } from './number-rule/number-rule.js';
export { registerNumbered, type Numbered } from './number-rule/numbered.js';
export { NumberRules } from './number-rule/number-rules.js';
export { SettingsModule } from './settings.module.js';
