import { Global, Module } from '@nestjs/common';
import { RunReports } from '../run-reports.js';
import { ImportColumns } from './import-columns.js';
import { ImportErrorsForget } from './import-errors-forget.js';
import { ImportFiles } from './import-files.service.js';
import { ImportQueries } from './import.queries.js';
import { ImportRunner } from './import-run.js';
import { ImportTargets } from './import-target.js';
import { Imports } from './imports.service.js';
import { ImportUndos } from './undo/import-undos.service.js';
import { UndoQueries } from './undo/undo.queries.js';
import { ImportUndoRunner } from './undo/undo-run.js';

/** Spreadsheets into records. Objects register a target and offer the operations under a controller of their own. */
@Global()
@Module({
  providers: [
    RunReports,
    ImportTargets,
    ImportColumns,
    ImportQueries,
    Imports,
    ImportFiles,
    ImportRunner,
    ImportErrorsForget,
    UndoQueries,
    ImportUndos,
    ImportUndoRunner,
  ],
  exports: [ImportTargets, ImportQueries, Imports, ImportFiles, ImportUndos],
})
export class ImportModule {}
