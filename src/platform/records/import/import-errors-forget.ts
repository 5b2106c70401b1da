import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql from 'sql-template-tag';
import { PersonalTraces } from '../../erasure/personal-traces.js';

/** What is kept of rows of spreadsheets, refused or doubtful, goes with whoever it is about; how many they were stays (OPS-03). */
@Injectable()
export class ImportErrorsForget implements OnModuleInit {
  constructor(private readonly traces: PersonalTraces) {}

  onModuleInit(): void {
    this.traces.register({
      name: 'records.importErrors',
      erase: (ctx, pattern) =>
        ctx.db.runOnce(
          sql`DELETE FROM import_errors WHERE tenant_id = ${ctx.tenantId} AND (cells::text ~* ${pattern} OR errors::text ~* ${pattern})`,
        ),
    });
    this.traces.register({
      name: 'records.importWarnings',
      erase: (ctx, pattern) =>
        ctx.db.runOnce(sql`DELETE FROM import_warnings WHERE tenant_id = ${ctx.tenantId} AND warnings::text ~* ${pattern}`),
    });
  }
}
