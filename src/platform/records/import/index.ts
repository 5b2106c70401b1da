export { wordsOf, type CellValue } from './cell-reader.js';
export type { ImportColumn } from './import-column.js';
export * from './import.errors.js';
export { holdFound } from './hold-found.js';
export { ImportFiles } from './import-files.service.js';
export { ImportModule } from './import.module.js';
export { UPLOAD_SCHEMA, XLSX_OR_CSV } from './import.openapi.js';
export * from './import.requests.js';
export {
  ImportTargets,
  type ImportRun,
  type ImportTarget,
  type ImportUndoing,
  type Outcome,
  type Verdict,
} from './import-target.js';
export * from './import.view.js';
export { importsControllerOf, type ImportsOf } from './imports.controller.js';
export { importUndosControllerOf } from './undo/import-undos.controller.js';
export { ImportUndos } from './undo/import-undos.service.js';
export { Imports, type ImportChange } from './imports.service.js';
export { notAPhone, rowIssue, valueRequired, type RowIssue } from './row-issue.js';
export type { ParsedRow } from './row-reader.js';
