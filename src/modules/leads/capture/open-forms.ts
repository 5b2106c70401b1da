import { Injectable, type OnModuleInit } from '@nestjs/common';
import sql from 'sql-template-tag';
import { newTenantToken, tenantOfToken } from '../../../platform/auth/tenant-token.js';
import { policies } from '../../../platform/authz/index.js';
import { fullAbility } from '../../../platform/authz/full-ability.js';
import type { Ctx, PublicCtx } from '../../../platform/context/ctx.js';
import { Database } from '../../../platform/database/database.js';
import type { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { CrossOrigin } from '../../../platform/http/index.js';
import { systemActor } from '../../../platform/jobs/system-actor.js';
import { captureFormNotFound } from '../leads.errors.js';
import type { KeptFormField } from './form-field.js';

const PREFIX = 'hsf_';

export const newFormKey = (tenantId: string): string => newTenantToken(PREFIX, tenantId);

/** A form that visitors may use now. */
export interface OpenForm extends Record<string, unknown> {
  id: string;
  tenantId: string;
  zone: string;
  definitionsVersion: number;
  name: string;
  publicKey: string;
  fields: KeptFormField[];
  poolId: string | null;
  sourceId: string | null;
  consentText: string | null;
  consentVersion: number;
  origins: string[];
  dailyLimit: number;
  duplicates: 'merge' | 'create';
  thanks: string | null;
  redirectUrl: string | null;
}

/** Where visitors without any account come in. */
@Injectable()
export class OpenForms implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly crossOrigin: CrossOrigin,
  ) {}

  onModuleInit(): void {
    this.crossOrigin.register('/api/v1/capture-forms/', (path, origin) => this.admits(path, origin));
  }

  /**
   * From here on the call acts in the form's enterprise, as the program itself: whoever made the form lends it nothing.
   * @throws captureFormNotFound for a key of none, or of one that is out of use
   */
  async enter(call: PublicCtx, key: string): Promise<{ ctx: Ctx; form: OpenForm }> {
    const form = await find(call.db, key);
    if (!form) throw captureFormNotFound();
    const { tenantId, zone, definitionsVersion } = form;
    const actor = systemActor('capture');
    const ability = fullAbility(policies, actor.employeeId);
    return { ctx: Object.assign(call, { tenantId, zone, definitionsVersion, actor, ability }), form };
  }

  /** Whether pages of the origin may call the form of this path. */
  private async admits(path: string, origin: string): Promise<boolean> {
    const key = path.split('/').find((part) => part.startsWith(PREFIX));
    if (key === undefined) return false;
    const unit = await this.database.openPublic(true, 'preflight');
    try {
      return (await find(unit, key))?.origins.includes(origin) ?? false;
    } finally {
      await unit.rollback();
    }
  }
}

async function find(db: UnitOfWork, key: string): Promise<OpenForm | undefined> {
  const tenantId = tenantOfToken(PREFIX, key);
  if (tenantId === undefined) return undefined;
  await db.query(sql`SELECT set_config('app.tenant_id', ${tenantId}, true), set_config('app.origin', 'capture', true)`);
  return db.maybe<OpenForm>(sql`
    SELECT f.id, f.tenant_id AS "tenantId", en.time_zone AS zone, tv.definitions AS "definitionsVersion", f.name, f.public_key AS "publicKey", f.fields,
      f.pool_id AS "poolId", f.source_id AS "sourceId", f.consent_text AS "consentText", f.consent_version AS "consentVersion", f.origins,
      f.daily_limit AS "dailyLimit", f.duplicates, f.thanks, f.redirect_url AS "redirectUrl"
    FROM capture_forms f
    JOIN enterprises en ON en.tenant_id = f.tenant_id AND en.status = 'active'
    JOIN tenant_versions tv ON tv.tenant_id = f.tenant_id
    WHERE f.tenant_id = ${tenantId} AND f.public_key = ${key} AND f.enabled`);
}
