import { Injectable } from '@nestjs/common';
import type { Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { Text } from '../../../platform/i18n/locale.js';
import { Registry } from '../../../platform/registry.js';

/** Port: one kind of thing that people publish, shown on their page to whoever may see it (ORG-08). */
export interface PublishedKind {
  /** `followUp`. */
  kind: string;
  label: Text;
  /** Rows (id, at, excerpt) by this author that the actor may see, at most `most`, newest of those before the position first. */
  rows(ctx: Ctx, authorId: string, before: PublishedPosition | undefined, most: number): Sql;
  /** Completes its items of a page set-wise, and takes out of their excerpts what the actor may not see. */
  finish?(ctx: Ctx, items: PublishedItem[]): Promise<void>;
}

export interface PublishedItem extends Record<string, unknown> {
  id: string;
  excerpt: string;
}

/** The last item of the page before. */
export interface PublishedPosition {
  at: string;
  id: string;
}

/** All kinds of things that people publish. Modules register theirs in `onModuleInit`. */
@Injectable()
export class PublishedItems {
  private readonly kinds = new Registry<PublishedKind>('published items');

  /** @throws Error when the kind is registered twice */
  register(kind: PublishedKind): void {
    this.kinds.add(kind.kind, kind);
  }

  all(): PublishedKind[] {
    return this.kinds.all();
  }

  labelOf(kind: string): Text {
    return this.kinds.need(kind).label;
  }
}
