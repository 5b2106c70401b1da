import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../context/ctx.js';
import { CustomFields } from '../custom-fields.js';
import { DictionaryItems } from '../dictionary/dictionary-items.js';
import { importColumns, type ImportColumn } from './import-column.js';
import { ImportTargets } from './import-target.js';

/** The columns of an object with what the enterprise has defined: its fields and the items of its dictionaries. */
@Injectable()
export class ImportColumns {
  constructor(
    private readonly targets: ImportTargets,
    private readonly customFields: CustomFields,
    private readonly dictionaries: DictionaryItems,
  ) {}

  /** All columns that this person may import. */
  async of(ctx: Ctx, object: string): Promise<ImportColumn[]> {
    const custom = await this.customFields.of(ctx, object);
    return importColumns(ctx, this.targets.get(object), custom, await this.dictionaries.of(ctx));
  }
}
