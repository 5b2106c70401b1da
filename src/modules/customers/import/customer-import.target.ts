import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { ExportTargets } from '../../../platform/records/export/index.js';
import {
  ImportTargets,
  type ImportRun,
  type ImportTarget,
  type ImportUndoing,
  type ParsedRow,
} from '../../../platform/records/import/index.js';
import {
  PLACED_IMPORT_DEFAULTS,
  PlacedImports,
  withdrawRecords,
  type PlacedImportRules,
  type PlacedSession,
} from '../../pools/index.js';
import { customerKeys } from '../customer/customer.keys.js';
import { customerDescriptor } from '../customers.descriptor.js';
import { CUSTOMERS, type CustomerValues, type CustomerVerdict } from './customer-import.checks.js';
import { CUSTOMER_IMPORT_COLUMNS } from './customer-import.columns.js';
import { HAS_SUBSIDIARIES } from './customer.ties.js';
import { CustomerImportWriter } from './customer-import.writer.js';
import { NearNameWarnings } from './near-name-warnings.js';

type CustomerSession = PlacedSession<CustomerValues>;

/** Customers from spreadsheets and into them (CUST-09). */
@Injectable()
export class CustomerImportTarget implements ImportTarget<PlacedImportRules, CustomerSession, CustomerVerdict>, OnModuleInit {
  readonly descriptor = customerDescriptor;
  readonly defaults = PLACED_IMPORT_DEFAULTS;
  readonly columns = CUSTOMER_IMPORT_COLUMNS;
  readonly undo: ImportUndoing = {
    parent: { column: 'parent_id', code: HAS_SUBSIDIARIES },
    remove: (ctx, ids) => withdrawRecords(ctx, 'customer', ids),
  };

  constructor(
    private readonly targets: ImportTargets,
    private readonly exports: ExportTargets,
    private readonly imports: PlacedImports,
    private readonly writer: CustomerImportWriter,
    private readonly near: NearNameWarnings,
  ) {}

  onModuleInit(): void {
    this.targets.register(this);
    this.exports.register({ descriptor: customerDescriptor });
  }

  check(ctx: Ctx, rules: PlacedImportRules): Promise<void> {
    return this.imports.check(ctx, CUSTOMERS, rules);
  }

  begin(ctx: Ctx, run: ImportRun<PlacedImportRules>): Promise<CustomerSession> {
    return this.imports.begin(ctx, CUSTOMERS, run);
  }

  foresee({ values }: ParsedRow): void {
    customerKeys(values.name as string, values.shortName as string | undefined);
  }

  async judge(ctx: Ctx, session: CustomerSession, rows: ParsedRow[]): Promise<CustomerVerdict[]> {
    const verdicts = await this.imports.judge(ctx, session, rows);
    await this.near.add(ctx, verdicts);
    return verdicts;
  }

  async write(ctx: Ctx, _session: CustomerSession, verdicts: CustomerVerdict[]): Promise<void> {
    await this.writer.write(ctx, verdicts);
  }
}
