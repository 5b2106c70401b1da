import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import { Foundings, type Founding } from '../../org/index.js';
import { DEFAULT_ITEMS, type DefaultItem } from './default-items.js';
import { DictionaryQueries, type NewItem } from './dictionary.queries.js';

/** Every enterprise begins with words in all dictionaries, in the founder's language (DICT-01). */
@Injectable()
export class DictionaryFounding implements Founding, OnModuleInit {
  readonly name = 'dictionaries';

  constructor(
    private readonly foundings: Foundings,
    private readonly queries: DictionaryQueries,
  ) {}

  onModuleInit(): void {
    this.foundings.register(this);
  }

  async found(ctx: Ctx): Promise<void> {
    await this.queries.insert(
      ctx,
      Object.entries(DEFAULT_ITEMS).flatMap(([dictionary, items]) => rows(dictionary, items, null, ctx.locale)),
    );
  }
}

const rows = (dictionary: string, items: readonly DefaultItem[], parentId: string | null, locale: Locale): NewItem[] =>
  items.flatMap(({ code = null, label, below = [] }, position) => {
    const id = newId();
    return [{ id, dictionary, parentId, code, label: label[locale], position }, ...rows(dictionary, below, id, locale)];
  });
