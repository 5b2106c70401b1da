import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { Text } from '../../../platform/i18n/locale.js';
import { Registry } from '../../../platform/registry.js';

/** What stays known of a published item that was removed. */
export interface Removed {
  authorId: string;
  publishedAt: string;
  /** What it was published on. */
  recordObject: string;
  recordId: string;
}

/** Port: a kind of published item that somebody who may can remove, whoever wrote it (OPS-03). */
export interface Removable {
  object: string;
  label: Text;
  /**
   * Removes an item that the actor may read, and mends what is counted of it; nothing where there is none. Comments and files
   * on it are taken away by whoever calls.
   */
  remove(ctx: Ctx, id: string): Promise<Removed | undefined>;
}

/** All kinds of published items that can be removed. Modules register theirs in `onModuleInit`. */
@Injectable()
export class Removables {
  private readonly kinds = new Registry<Removable>('what can be removed');

  /** @throws Error when the kind is registered already */
  register(removable: Removable): void {
    this.kinds.add(removable.object, removable);
  }

  of(object: string): Removable | undefined {
    return this.kinds.get(object);
  }
}
