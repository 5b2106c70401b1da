import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { Text } from '../../../platform/i18n/locale.js';

/** Something that would break if a field, or a choice of it, were gone. */
export interface FieldUse {
  /** What kind of thing: `POOL_RULE`. */
  code: string;
  /** Names it for the reader: `池“{name}”的规则`. */
  message: Text;
  params: Record<string, unknown>;
  /** The choice that it names, where choices were asked about. */
  choice?: string;
  /** When an item of a dictionary is merged it is rewritten, so that it stands in the way of deletions alone. */
  followsMergers?: true;
}

/** Whether something names the field, or with `choices` one of these codes of it. */
export type FieldUseFinder = (ctx: Ctx, object: string, fieldKey: string, choices?: readonly string[]) => Promise<FieldUse[]>;

/** Port: higher modules that store conditions or keys of fields say here where they do. */
@Injectable()
export class FieldUses {
  private readonly finders: FieldUseFinder[] = [];

  register(finder: FieldUseFinder): void {
    this.finders.push(finder);
  }

  /** Uses of `custom.<key>` of an object by everything that has registered. */
  async of(ctx: Ctx, object: string, fieldKey: string, choices?: readonly string[]): Promise<FieldUse[]> {
    const uses: FieldUse[] = [];
    // a statement for each of the few kinds of things that store fields, on one connection
    for (const find of this.finders) uses.push(...(await find(ctx, object, fieldKey, choices)));
    return uses;
  }
}
