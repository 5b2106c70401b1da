import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AbilityCache } from '../authz/ability-cache.js';
import type { Ctx } from '../context/ctx.js';
import { Notices, type NoticeKind } from '../notices/index.js';

/** Who may have CRM data reset, and is told of it. */
@Injectable()
export class ResetAdministrators {
  constructor(
    private readonly abilities: AbilityCache,
    private readonly notices: Notices,
  ) {}

  /** People at work who can sign in and hold the permission by a role of their own. */
  async all(ctx: Ctx): Promise<string[]> {
    const candidates = await ctx.db.query<{ id: string }>(sql`
      SELECT DISTINCT e.id FROM employees e JOIN accounts a ON a.id = e.account_id AND a.status = 'active'
      JOIN employee_roles er ON er.tenant_id = e.tenant_id AND er.employee_id = e.id
      JOIN roles r ON r.tenant_id = er.tenant_id AND r.id = er.role_id
      WHERE e.tenant_id = ${ctx.tenantId} AND e.kind = 'person' AND e.status = 'active'
        AND jsonb_path_exists(r.grants, '$[*] ? (@.object == "*" || @.object == "enterpriseData")')`);
    if (candidates.length === 0) return [];
    const abilities = await this.abilities.ofMany(
      ctx.db,
      candidates.map(({ id }) => id),
    );
    return abilities.filter((ability) => ability.can('reset', 'enterpriseData')).map(({ employeeId }) => employeeId);
  }

  /** Tells all of them, whoever acts as well: a request made in somebody's name is seen by them. */
  async tell(ctx: Ctx, kind: NoticeKind, content: { resetId: string } & Record<string, unknown>): Promise<void> {
    const ids = await this.all(ctx);
    const key = `${kind}:${content.resetId}`;
    await this.notices.send(
      ctx,
      ids.map((employeeId) => ({ employeeId, kind, key, content: { actorName: ctx.actor.name, ...content } })),
    );
  }
}
