import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql from 'sql-template-tag';
import { PersonalTraces } from '../../erasure/personal-traces.js';

/** Rows of spreadsheets that could not be taken go with whoever they are about; how many they were stays (OPS-03). */
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
  }
}
