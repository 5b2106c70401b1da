import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { text } from '../../../platform/i18n/locale.js';
import { Duties, OwnershipHolders, type Duty, type DutyOf } from '../../org/index.js';
import { HoldingLimits } from '../claim/holding-limits.service.js';
import { poolables } from '../poolable.js';
import { TakeOvers } from '../protection/take-overs.js';
import { Reclaim } from '../reclaim/reclaim.service.js';
import { HandOverNotices } from './hand-over-notices.js';
import { PooledHolder } from './pooled-holder.js';

const poolAdministrator: Duty = {
  kind: 'poolAdministrator',
  label: text('线索池与公海管理员', 'Administrator of pools'),
  of: (ctx, id, most) =>
    ctx.db
      .query<DutyOf>(sql`SELECT p.id, p.name FROM pool_members m JOIN pools p ON p.tenant_id = m.tenant_id AND p.id = m.pool_id
      WHERE m.group_id = ${id}::uuid AND m.kind = 'employee' AND m.part = 'admin' ORDER BY p.name, p.id LIMIT ${most}`),
  pass: async (ctx, from, to) => {
    if (to !== null) await nameAnother(ctx, from, to);
    await ctx.db.run(sql`DELETE FROM pool_members WHERE group_id = ${from}::uuid AND kind = 'employee'`);
  },
};

async function nameAnother(ctx: Ctx, from: string, to: string): Promise<void> {
  await ctx.db.run(sql`INSERT INTO pool_members (tenant_id, pool_id, group_id, kind, part)
    SELECT tenant_id, pool_id, ${to}::uuid, kind, part FROM pool_members WHERE group_id = ${from}::uuid AND kind = 'employee' AND part = 'admin'
    ON CONFLICT DO NOTHING`);
}

/** What of pools a leaver leaves behind: every kind of record that pools hold, and the pools they ran (ORG-07). */
@Injectable()
export class PoolLeavers implements OnModuleInit {
  constructor(
    private readonly holders: OwnershipHolders,
    private readonly duties: Duties,
    private readonly limits: HoldingLimits,
    private readonly takeOvers: TakeOvers,
    private readonly reclaim: Reclaim,
    private readonly notices: HandOverNotices,
  ) {}

  onModuleInit(): void {
    const { limits, takeOvers, reclaim, notices } = this;
    for (const poolable of poolables())
      this.holders.register(new PooledHolder(poolable, { limits, takeOvers, reclaim, notices }));
    this.duties.register(poolAdministrator);
  }
}
