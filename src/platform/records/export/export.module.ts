import { Global, Module } from '@nestjs/common';
import { RunReports } from '../run-reports.js';
import { ExportQueries } from './export.queries.js';
import { ExportRunner } from './export-run.js';
import { ExportTargets } from './export-target.js';
import { Exports } from './exports.service.js';
import { FileExpiry } from './file-expiry.js';
import { RecordExporter } from './record-exporter.js';

/** Records into spreadsheets. Objects register a target and offer the operations under a controller of their own. */
@Global()
@Module({
  providers: [RunReports, ExportTargets, ExportQueries, RecordExporter, Exports, ExportRunner, FileExpiry],
  exports: [ExportTargets, RecordExporter, Exports],
})
export class ExportModule {}
