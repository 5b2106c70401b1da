import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import sql, { type Sql } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { AdministrationOverviewView } from './overview.view.js';

/** Counts what administrators look at first, in one statement: the figures belong together (ORG-09). */
@Injectable()
export class OverviewService {
  async get(ctx: Ctx): Promise<AdministrationOverviewView> {
    const counted = await ctx.db.one<Omit<AdministrationOverviewView, 'at'> & Record<string, unknown>>(sql`
      SELECT
        (${people(ctx)}) AS employees,
        (SELECT count(*) FROM join_requests j WHERE j.tenant_id = ${ctx.tenantId} AND j.status = 'pending') AS "awaitingApproval",
        (SELECT jsonb_build_object('signedIn', count(*), 'people', count(DISTINCT s.employee_id)) FROM sessions s
          WHERE s.tenant_id = ${ctx.tenantId} AND s.ended_at IS NULL AND s.expires_at > ${ctx.now}) AS devices,
        (SELECT count(*) FROM sign_in_alerts a WHERE a.tenant_id = ${ctx.tenantId} AND a.status = 'open') AS "openSignInAlerts",
        coalesce((SELECT u.bytes FROM file_usage u WHERE u.tenant_id = ${ctx.tenantId}), 0) AS "storageBytes",
        (SELECT jsonb_build_object(
          'importsUnderway', (SELECT count(*) FROM imports i WHERE i.tenant_id = ${ctx.tenantId} AND i.status IN ('queued', 'running')),
          'jobsUnderway', count(*) FILTER (WHERE j.status IN ('queued', 'running')),
          'jobsFailed', count(*) FILTER (WHERE j.status = 'failed' AND j.finished_at > ${ctx.now}::timestamptz - interval '1 day'))
          FROM jobs j WHERE j.tenant_id = ${ctx.tenantId}) AS work`);
    return { ...counted, at: ctx.now.toISOString() };
  }
}

/** Index: sessions_by_employee for who was ever, and who was today, signed in. */
function people(ctx: Ctx): Sql {
  const midnight = DateTime.fromJSDate(ctx.now, { zone: ctx.zone }).startOf('day').toJSDate();
  return sql`
    SELECT jsonb_build_object(
      'active', count(*) FILTER (WHERE e.status = 'active'), 'suspended', count(*) FILTER (WHERE e.status = 'suspended'),
      'invited', count(*) FILTER (WHERE e.status = 'invited'), 'pending', count(*) FILTER (WHERE e.status = 'pending'),
      'left', count(*) FILTER (WHERE e.status = 'left'),
      'departmentless', count(*) FILTER (WHERE e.status = 'active' AND d.employee_id IS NULL),
      'roleless', count(*) FILTER (WHERE e.status = 'active' AND o.employee_id IS NULL),
      'notActivated', count(*) FILTER (WHERE e.status = 'active' AND s.employee_id IS NULL),
      'signedInToday', count(*) FILTER (WHERE s.last_used_at >= ${midnight}))
    FROM employees e
    LEFT JOIN (SELECT DISTINCT employee_id FROM employee_departments WHERE tenant_id = ${ctx.tenantId}) d ON d.employee_id = e.id
    LEFT JOIN (SELECT DISTINCT employee_id FROM employee_roles WHERE tenant_id = ${ctx.tenantId}) o ON o.employee_id = e.id
    LEFT JOIN (SELECT employee_id, max(last_used_at) AS last_used_at FROM sessions WHERE tenant_id = ${ctx.tenantId} GROUP BY employee_id) s ON s.employee_id = e.id
    WHERE e.tenant_id = ${ctx.tenantId} AND e.kind = 'person'`;
}
