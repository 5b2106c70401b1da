export * from './export.errors.js';
export { ExportModule } from './export.module.js';
export * from './export.requests.js';
export { ExportTargets, type ExportRow, type ExportTarget } from './export-target.js';
export * from './export.view.js';
export { exportsControllerOf } from './exports.controller.js';
export { Exports } from './exports.service.js';
export { RecordExporter, type ExportQuery, type PreparedExport } from './record-exporter.js';
