import type { Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { text, type Text } from '../../../platform/i18n/locale.js';
import { registerTie } from '../../../platform/records/index.js';
import { Registry } from '../../../platform/registry.js';

registerTie({
  table: 'comments',
  column: 'record_id',
  code: 'HAS_COMMENTS',
  reason: text('已有评论', 'There are comments on it'),
});

/** Port: a kind of record or published item that people comment on. Who may read it may read its comments and write one. */
export interface Commentable {
  object: string;
  label: Text;
  /** Its table with an alias: `customers r`. */
  table: string;
  /** Its id on that alias: `r.id`. */
  id: string;
  /** Whether the actor of this context may read a row of it, as a test on that alias. */
  readable: (ctx: Ctx) => Sql;
  /** The column with the employee who is told of a comment, its owner or author: `r.owner_id`. */
  tells?: string;
}

const registry = new Registry<Commentable>('what is commented on');

/** @throws Error when the kind is registered twice */
export const registerCommentable = (commentable: Commentable): (() => void) => registry.add(commentable.object, commentable);

export const commentables = (): Commentable[] => registry.all();
export const commentableOf = (object: string): Commentable | undefined => registry.get(object);
