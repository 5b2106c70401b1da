export { FieldUses, type FieldUse, type FieldUseFinder } from './custom-field/field-uses.js';
export { SettingsModule } from './settings.module.js';
