import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import type { Story, StoryFacts } from './story.js';

/** A story with the id of its record. */
export type Named<S extends Story = Story> = S & { id: string };

export const named = <F extends StoryFacts>(stories: readonly Story<F>[]): Named<Story<F>>[] =>
  stories.map((story) => Object.assign(story, { id: newId() }));

/** Place, owner and times of a record as its story ends; what `PLACE_COLUMNS` of its table take. */
export function placeOf({ id, followUps, ...story }: Named): Record<string, unknown> {
  const { poolId, ownerId, homePoolId, acquisition, createdBy } = story;
  return {
    id,
    pool_id: poolId,
    owner_id: ownerId,
    home_pool_id: homePoolId,
    acquisition,
    owned_since: ownerId === null ? null : iso(story.placedAt),
    entered_pool_at: poolId === null ? null : iso(story.placedAt),
    last_follow_up_at: isoOrNull(followUps.at(-1)?.at ?? null),
    follow_up_count: followUps.length,
    next_contact_at: isoOrNull(story.nextContactAt),
    protected_until: isoOrNull(story.protectedUntil),
    quarantined_until: isoOrNull(story.quarantinedUntil),
    created_at: iso(story.createdAt),
    created_by: createdBy,
    updated_at: iso(story.at),
    updated_by: ownerId ?? createdBy,
  };
}

/** Columns of every kind of record that pools move, with their types. */
export const PLACE_COLUMNS: Readonly<Record<string, string>> = {
  id: 'uuid',
  pool_id: 'uuid',
  owner_id: 'uuid',
  home_pool_id: 'uuid',
  acquisition: 'text',
  owned_since: 'timestamptz',
  entered_pool_at: 'timestamptz',
  last_follow_up_at: 'timestamptz',
  follow_up_count: 'integer',
  next_contact_at: 'timestamptz',
  protected_until: 'timestamptz',
  quarantined_until: 'timestamptz',
  quarantine_reason: 'text',
  created_at: 'timestamptz',
  created_by: 'uuid',
  updated_at: 'timestamptz',
  updated_by: 'uuid',
};

/** Inserts rows keyed by column, in one statement. @param columns each with its type in SQL */
export async function insertRows(
  ctx: Ctx,
  table: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const names = raw(Object.keys(columns).join(', '));
  const types = raw(
    Object.entries(columns)
      .map(([column, type]) => `${column} ${type}`)
      .join(', '),
  );
  await ctx.db.run(sql`
    INSERT INTO ${raw(table)} (tenant_id, ${names}) SELECT ${ctx.tenantId}::uuid, ${names}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS j(${types})`);
}

export const iso = (at: number): string => new Date(at).toISOString();
export const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));
