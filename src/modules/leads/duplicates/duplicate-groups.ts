import { Injectable } from '@nestjs/common';
import sql, { empty } from 'sql-template-tag';
import { scoped } from '../../../platform/authz/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { leadPolicy } from '../leads.policy.js';
import type { DuplicateGroupListView, DuplicateGroupView } from './duplicate-group.view.js';
import type { ListDuplicateGroupsRequest } from './duplicate.requests.js';

/** What the last scan found, as far as it is still so and the actor may merge it. */
@Injectable()
export class DuplicateGroups {
  /** The largest groups of a field first. Index: the primary key or lead_duplicate_groups_of_field. */
  async list(ctx: Ctx, { filter, limit = 20, cursor }: ListDuplicateGroupsRequest): Promise<DuplicateGroupListView> {
    const hidden = ctx.ability.hiddenFields('lead');
    const rows = await ctx.db.query<DuplicateGroupView & Record<string, unknown>>(sql`
      SELECT g.id, g.field, CASE WHEN g.field <> ALL (${[...hidden]}::text[]) THEN g.value END AS value, g.found_at AS "foundAt", m.leads
      FROM lead_duplicate_groups g
      CROSS JOIN LATERAL (
        SELECT count(*) AS number, jsonb_agg(jsonb_build_object('id', r.id, 'name', CASE WHEN ${!hidden.has('name')} THEN r.name END, 'status', r.status,
          'ownerName', e.name, 'poolName', p.name, 'createdAt', to_char(r.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
          ORDER BY r.created_at, r.id) AS leads
        FROM lead_duplicate_members dm
        JOIN leads r ON r.tenant_id = dm.tenant_id AND r.id = dm.lead_id
        LEFT JOIN employees e ON e.tenant_id = r.tenant_id AND e.id = r.owner_id
        LEFT JOIN pools p ON p.tenant_id = r.tenant_id AND p.id = r.pool_id
        WHERE dm.group_id = g.id AND r.status IN ('active', 'invalid') AND ${scoped(ctx, 'merge', leadPolicy)}
      ) m
      WHERE m.number > 1 ${filter?.field === undefined ? empty : sql`AND g.field = ${filter.field}`} ${cursor === undefined ? empty : sql`AND g.id > ${cursor}::uuid`}
      ORDER BY g.id LIMIT ${limit + 1}`);
    const hasMore = rows.length > limit;
    const items = rows.slice(0, limit);
    return { items, page: { nextCursor: hasMore ? items.at(-1)!.id : null, hasMore } };
  }
}
