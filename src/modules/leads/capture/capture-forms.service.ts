import { Injectable } from '@nestjs/common';
import sql, { join, raw } from 'sql-template-tag';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { validationFailed, versionMismatch, type Issue } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { actorIdOf } from '../../../platform/jobs/index.js';
import { CustomFields, updateRecord } from '../../../platform/records/index.js';
import { poolNotFound, poolWrongObject } from '../../pools/index.js';
import { Dictionaries } from '../../settings/index.js';
import { captureFormNotFound } from '../leads.errors.js';
import type { CreateCaptureFormRequest, FormFieldRequest, UpdateCaptureFormRequest } from './capture-form.requests.js';
import type { CaptureFormView, CaptureStatisticsView } from './capture.view.js';
import { offeredFields } from './form-field.js';
import { newFormKey } from './open-forms.js';

type FormRow = CaptureFormView & Record<string, unknown>;

const UNKNOWN = text('表单不能有这个字段', 'Forms cannot have this field.');
const NAMELESS = text('表单必须有姓名', 'A form has the name among its fields.');

const COLUMNS: Readonly<Record<string, string>> = {
  name: 'name',
  fields: 'fields',
  poolId: 'pool_id',
  sourceId: 'source_id',
  consentText: 'consent_text',
  consentVersion: 'consent_version',
  origins: 'origins',
  dailyLimit: 'daily_limit',
  duplicates: 'duplicates',
  enabled: 'enabled',
  thanks: 'thanks',
  redirectUrl: 'redirect_url',
};
const SELECTION = join(
  Object.entries({ id: 'id', publicKey: 'public_key', ...COLUMNS, version: 'version' }).map(([key, column]) =>
    raw(`f.${column} AS "${key}"`),
  ),
  ', ',
);
/** What a form is that says nothing else. */
const USUAL = {
  poolId: null,
  sourceId: null,
  consentText: null,
  duplicates: 'merge',
  enabled: true,
  thanks: null,
  redirectUrl: null,
};

/** Forms as administrators make them (LEAD-07). A form is disabled, never removed: leads say by which one they came. */
@Injectable()
export class CaptureForms {
  constructor(
    private readonly customFields: CustomFields,
    private readonly dictionaries: Dictionaries,
    private readonly audit: AuditLog,
  ) {}

  list(ctx: Ctx): Promise<CaptureFormView[]> {
    return ctx.db.query<FormRow>(sql`SELECT ${SELECTION} FROM capture_forms f ORDER BY f.id DESC LIMIT 1000`);
  }

  /** @throws captureFormNotFound */
  async get(ctx: Ctx, id: string, { lock = false } = {}): Promise<CaptureFormView> {
    const form = await ctx.db.maybe<FormRow>(
      sql`SELECT ${SELECTION} FROM capture_forms f WHERE f.id = ${id}::uuid ${raw(lock ? 'FOR UPDATE' : '')}`,
    );
    if (!form) throw captureFormNotFound();
    return form;
  }

  /** @throws validationFailed, captureFormNameTaken, poolNotFound, poolWrongObject, referenceInvalid */
  async create(ctx: Ctx, request: CreateCaptureFormRequest): Promise<CaptureFormView> {
    await this.check(ctx, request);
    const id = newId();
    const form = { ...USUAL, ...given(request), fields: fieldsOf(request.fields) };
    await ctx.db.run(sql`
      INSERT INTO capture_forms (tenant_id, id, public_key, name, fields, pool_id, source_id, consent_text, origins, daily_limit, duplicates, enabled, thanks,
        redirect_url, created_at, created_by, updated_at, updated_by)
      VALUES (${ctx.tenantId}, ${id}, ${newFormKey(ctx.tenantId)}, ${request.name}, ${JSON.stringify(form.fields)}, ${form.poolId}, ${form.sourceId},
        ${form.consentText}, ${request.origins}::text[], ${request.dailyLimit}, ${form.duplicates}, ${form.enabled}, ${form.thanks},
        ${form.redirectUrl}, ${ctx.now}, ${actorIdOf(ctx)}, ${ctx.now}, ${actorIdOf(ctx)})`);
    await this.audit.record(ctx, { action: 'captureForm.created', object: 'captureForm', objectId: id, after: form });
    return this.get(ctx, id);
  }

  /** @throws captureFormNotFound, versionMismatch and as `create` */
  async update(ctx: Ctx, id: string, request: UpdateCaptureFormRequest, ifMatch: number | undefined): Promise<CaptureFormView> {
    const before = await this.get(ctx, id, { lock: true });
    if (ifMatch !== undefined && ifMatch !== before.version) throw versionMismatch({ currentVersion: before.version });
    await this.check(ctx, request);
    const reworded = request.consentText !== undefined && request.consentText !== before.consentText;
    const changes = {
      ...given(request),
      ...(request.fields ? { fields: JSON.stringify(fieldsOf(request.fields)) } : {}),
      ...(reworded ? { consentVersion: before.consentVersion + 1 } : {}),
    };
    await updateRecord(ctx, 'capture_forms', id, COLUMNS, changes);
    const after = await this.get(ctx, id);
    await this.audit.record(ctx, { action: 'captureForm.updated', object: 'captureForm', objectId: id, before, after });
    return after;
  }

  /** @throws captureFormNotFound */
  async statistics(ctx: Ctx, id: string): Promise<CaptureStatisticsView> {
    await this.get(ctx, id);
    const items = await ctx.db.query<{ day: string; captures: number }>(sql`
      SELECT to_char(d.day, 'YYYY-MM-DD') AS day, d.captures FROM capture_form_days d WHERE d.form_id = ${id}::uuid AND d.day > ${ctx.now}::date - 90 ORDER BY d.day DESC`);
    return { items };
  }

  private async check(ctx: Ctx, { fields, poolId, sourceId }: UpdateCaptureFormRequest): Promise<void> {
    if (fields) refuseFields(fields, new Set(offeredFields(await this.customFields.of(ctx, 'lead')).map(({ key }) => key)));
    if (sourceId) await this.dictionaries.check(ctx, 'lead', { sourceId });
    if (!poolId) return;
    const pool = await ctx.db.maybe<{ object: string }>(sql`SELECT p.object FROM pools p WHERE p.id = ${poolId}::uuid`);
    if (!pool) throw poolNotFound();
    if (pool.object !== 'lead') throw poolWrongObject();
  }
}

function refuseFields(fields: readonly FormFieldRequest[], offered: ReadonlySet<string>): void {
  const issues: Issue[] = fields.flatMap(({ key }, n) =>
    offered.has(key) ? [] : [{ pointer: `/fields/${n}/key`, code: 'NOT_ALLOWED', message: UNKNOWN }],
  );
  if (!fields.some(({ key }) => key === 'name')) issues.push({ pointer: '/fields', code: 'REQUIRED', message: NAMELESS });
  if (issues.length > 0) throw validationFailed({}, issues);
}

const fieldsOf = (fields: readonly FormFieldRequest[]) => fields.map(({ key, required = false }) => ({ key, required }));

const given = <T extends object>(request: T): Partial<T> =>
  Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined)) as Partial<T>;
