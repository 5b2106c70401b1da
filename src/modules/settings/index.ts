export { Dictionaries, type GivenItem } from './dictionary/dictionaries.service.js';
export { FieldUses, type FieldUse, type FieldUseFinder } from './custom-field/field-uses.js';
export { SettingsModule } from './settings.module.js';
