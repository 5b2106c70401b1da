import { Injectable } from '@nestjs/common';
import type { Ctx } from '../context/ctx.js';

/** What a saved view asks of a list; the condition as it was stored, to be read with the eyes of whoever lists. */
export interface SavedViewQuery {
  condition: Record<string, unknown> | null;
  sort: string | null;
}

/** Finds a view of an object that the actor may use; undefined where there is none. */
export type SavedViewFinder = (ctx: Ctx, object: string, id: string) => Promise<SavedViewQuery | undefined>;

/** Port: lists are asked with `view=…`; the module that keeps views says here what one asks for (VIEW-01). */
@Injectable()
export class SavedViews {
  private finder: SavedViewFinder = () => Promise.resolve(undefined);

  register(finder: SavedViewFinder): void {
    this.finder = finder;
  }

  find(ctx: Ctx, object: string, id: string): Promise<SavedViewQuery | undefined> {
    return this.finder(ctx, object, id);
  }
}
