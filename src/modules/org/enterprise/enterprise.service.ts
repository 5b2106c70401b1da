import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { referenceInvalid, versionMismatch } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import type { PhoneSight } from '../directory/phone-sight.js';
import { enterpriseChanged } from '../org.events.js';
import type { EnterpriseView } from './enterprise.view.js';
import type { UpdateEnterpriseRequest } from './enterprise.requests.js';
import { OFFICE_HOURS, type DailyHours } from './daily-hours.js';
import { NO_LIMITS, type InformationRanges } from './information-range.js';

interface EnterpriseRow extends Omit<EnterpriseView, 'settings'>, Record<string, unknown> {
  settings: {
    informationRange?: InformationRanges;
    directory?: { phones: PhoneSight };
    privateCustomers?: boolean;
    security?: { stepUpMinutes: number | null };
    workingHours?: DailyHours;
    quietHours?: DailyHours | null;
  };
}

/** The enterprise's own facts and settings (ORG-10). */
@Injectable()
export class EnterpriseService {
  constructor(private readonly audit: AuditLog) {}

  async get(ctx: Ctx): Promise<EnterpriseView> {
    return view(await this.row(ctx));
  }

  async update(ctx: Ctx, request: UpdateEnterpriseRequest, ifMatch?: number): Promise<EnterpriseView> {
    const before = await this.row(ctx, true);
    if (ifMatch !== undefined && ifMatch !== before.version) throw versionMismatch({ currentVersion: before.version });
    if (request.settings?.informationRange) await this.rolesMustExist(ctx, request.settings.informationRange);
    const { settings, ...facts } = request;
    const after = { ...before, ...facts, settings: { ...before.settings, ...settings } };
    await ctx.db.run(sql`
      UPDATE enterprises SET name = ${after.name}, logo = ${after.logo}, time_zone = ${after.timeZone}, week_start = ${after.weekStart},
        currency = ${after.currency}, settings = ${JSON.stringify(after.settings)}, version = version + 1, updated_at = ${ctx.now}
      WHERE tenant_id = ${ctx.tenantId}`);
    const fields = Object.keys(request);
    ctx.emit(enterpriseChanged({ fields }));
    await this.audit.record(ctx, {
      action: 'enterprise.updated',
      object: 'enterprise',
      objectId: ctx.tenantId,
      before: pick(before, fields),
      after: pick(after, fields),
    });
    return this.get(ctx);
  }

  private async row(ctx: Ctx, lock = false): Promise<EnterpriseRow> {
    if (lock) await ctx.db.query(sql`SELECT 1 FROM enterprises WHERE tenant_id = ${ctx.tenantId} FOR UPDATE`);
    return ctx.db.one<EnterpriseRow>(sql`
      SELECT tenant_id AS id, code, name, logo, time_zone AS "timeZone", week_start AS "weekStart", currency, settings, version
      FROM enterprises WHERE tenant_id = ${ctx.tenantId}`);
  }

  private async rolesMustExist(ctx: Ctx, { exceptions }: InformationRanges): Promise<void> {
    const known = await ctx.db.query<{ id: string }>(sql`SELECT id FROM roles
      WHERE tenant_id = ${ctx.tenantId} AND id = ANY (${exceptions.map(({ roleId }) => roleId)}::uuid[])`);
    const ids = new Set(known.map(({ id }) => id));
    const issues = exceptions.flatMap(({ roleId }, n) =>
      ids.has(roleId)
        ? []
        : [
            {
              pointer: `/settings/informationRange/exceptions/${n}/roleId`,
              code: 'ROLE_NOT_FOUND',
              message: text('找不到该角色', 'There is no such role.'),
            },
          ],
    );
    if (issues.length > 0) throw referenceInvalid({}, issues);
  }
}

const view = ({ settings, ...facts }: EnterpriseRow): EnterpriseView => ({
  ...facts,
  settings: {
    informationRange: settings.informationRange ?? NO_LIMITS,
    directory: { phones: settings.directory?.phones ?? 'shown' },
    privateCustomers: settings.privateCustomers ?? false,
    security: { stepUpMinutes: settings.security?.stepUpMinutes ?? null },
    workingHours: settings.workingHours ?? OFFICE_HOURS,
    quietHours: settings.quietHours ?? null,
  },
});
const pick = (row: object, fields: string[]): object =>
  Object.fromEntries(Object.entries(row).filter(([key]) => fields.includes(key)));
