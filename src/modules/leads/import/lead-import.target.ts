import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { text } from '../../../platform/i18n/locale.js';
import {
  ImportTargets,
  type ImportRun,
  type ImportTarget,
  type ImportUndoing,
  type ParsedRow,
} from '../../../platform/records/import/index.js';
import {
  placeColumns,
  PLACED_IMPORT_DEFAULTS,
  PlacedImports,
  type PlacedImport,
  type PlacedImportRules,
  type PlacedSession,
  withdrawRecords,
} from '../../pools/index.js';
import { keysOf } from '../lead/new-lead.js';
import { leadDescriptor } from '../leads.descriptor.js';
import { LeadImportWriter, type LeadValues, type LeadVerdict } from './lead-import.writer.js';

const LEADS: PlacedImport<LeadValues> = {
  object: 'lead',
  sources: 'leadSource',
  fresh: { status: 'active', degree: 'none' },
};

type LeadSession = PlacedSession<LeadValues>;

/** Leads from spreadsheets (LEAD-06). */
@Injectable()
export class LeadImportTarget implements ImportTarget<PlacedImportRules, LeadSession, LeadVerdict>, OnModuleInit {
  readonly descriptor = leadDescriptor;
  readonly defaults = PLACED_IMPORT_DEFAULTS;
  readonly columns = placeColumns(text('线索池', 'Pool'), ['所属线索池', '公海']);
  readonly undo: ImportUndoing = { remove: (ctx, ids) => withdrawRecords(ctx, 'lead', ids) };

  constructor(
    private readonly targets: ImportTargets,
    private readonly imports: PlacedImports,
    private readonly writer: LeadImportWriter,
  ) {}

  onModuleInit(): void {
    this.targets.register(this);
  }

  check(ctx: Ctx, rules: PlacedImportRules): Promise<void> {
    return this.imports.check(ctx, LEADS, rules);
  }

  begin(ctx: Ctx, run: ImportRun<PlacedImportRules>): Promise<LeadSession> {
    return this.imports.begin(ctx, LEADS, run);
  }

  foresee({ values }: ParsedRow): void {
    keysOf(values.name as string, values.company as string | undefined);
  }

  judge(ctx: Ctx, session: LeadSession, rows: ParsedRow[]): Promise<LeadVerdict[]> {
    return this.imports.judge(ctx, session, rows);
  }

  async write(ctx: Ctx, _session: LeadSession, verdicts: LeadVerdict[]): Promise<void> {
    await this.writer.write(ctx, verdicts);
  }
}
