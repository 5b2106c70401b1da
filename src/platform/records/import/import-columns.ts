import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../context/ctx.js';
import { customKey } from '../custom-field.js';
import { CustomFields } from '../custom-fields.js';
import { DictionaryItems } from '../dictionary/dictionary-items.js';
import { FormLayouts } from '../form-layouts.js';
import { importColumns, type ImportColumn } from './import-column.js';
import type { ImportPlan } from './import-plan.js';
import { ImportTargets } from './import-target.js';
import type { ParsedRow } from './row-reader.js';

/** The columns of an object with what the enterprise has defined: its fields and the items of its dictionaries. */
@Injectable()
export class ImportColumns {
  constructor(
    private readonly targets: ImportTargets,
    private readonly customFields: CustomFields,
    private readonly dictionaries: DictionaryItems,
    private readonly layouts: FormLayouts,
  ) {}

  /** Rows as the dictionaries are now, however long ago they were read. */
  async renew(ctx: Ctx, plan: ImportPlan, rows: readonly ParsedRow[]): Promise<ParsedRow[]> {
    return plan.renew(rows, await this.dictionaries.of(ctx));
  }

  /** All columns that this person may import. */
  async of(ctx: Ctx, object: string): Promise<ImportColumn[]> {
    const custom = await this.customFields.of(ctx, object);
    const columns = importColumns(ctx, this.targets.get(object), custom, await this.dictionaries.of(ctx));
    const required = await this.layouts.required(ctx, object);
    const defaulted = new Set(custom.filter(({ defaultValue }) => defaultValue !== null).map(({ key }) => customKey(key)));
    return columns.map((column) =>
      required.has(column.key) && !defaulted.has(column.key) ? { ...column, required: true } : column,
    );
  }
}
