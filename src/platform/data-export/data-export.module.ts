import { Module } from '@nestjs/common';
import { policies } from '../authz/index.js';
import { text } from '../i18n/locale.js';
import { DataExportQueries } from './data-export.queries.js';
import { DataExportRun } from './data-export-run.js';
import { DataExportsController } from './data-exports.controller.js';
import { DataExports } from './data-exports.service.js';

policies.register({
  object: 'enterpriseData',
  label: text('企业数据', 'Enterprise data'),
  actions: ['export', 'erase', 'reset'],
  inPerson: ['export', 'erase', 'reset'],
  scopes: ['all'],
});

/** Everything of an enterprise as files (OPS-03). */
@Module({
  controllers: [DataExportsController],
  providers: [DataExportQueries, DataExports, DataExportRun],
})
export class DataExportModule {}
