import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import { DateTime } from 'luxon';
import type { Ctx, PublicCtx } from '../../../platform/context/ctx.js';
import { validationFailed, type Issue } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { CustomFields, customKey } from '../../../platform/records/index.js';
import { below } from '../conversion/overrides.js';
import { CaptchasService, Throttles } from '../../identity/index.js';
import { captureConsentRequired, captureFormFull, captureOriginRefused, captureSuspicious } from '../leads.errors.js';
import type { SubmitCaptureRequest } from './capture.requests.js';
import type { PublicFormView, SubmissionView } from './capture.view.js';
import { Captures } from './captures.service.js';
import { FillTokens } from './fill-token.js';
import { offeredFields } from './form-field.js';
import { OpenForms, type OpenForm } from './open-forms.js';

const NOT_ON_FORM = text('表单没有这个字段', 'The form has no such field.');
const REQUIRED = text('必填', 'This is required.');
/** So many looks and submissions from one address in ten minutes. */
const LOOKS = 120;
const SUBMISSIONS = 20;
const WINDOW_SECONDS = 600;

/** What visitors send by forms on web sites (LEAD-07). They are told nothing of what the enterprise knows already. */
@Injectable()
export class Submissions {
  constructor(
    private readonly forms: OpenForms,
    private readonly tokens: FillTokens,
    private readonly captchas: CaptchasService,
    private readonly throttles: Throttles,
    private readonly customFields: CustomFields,
    private readonly captures: Captures,
  ) {}

  /** @throws captureFormNotFound, tooManyRequests */
  async look(call: PublicCtx, key: string): Promise<PublicFormView> {
    const { ctx, form } = await this.forms.enter(call, key);
    await this.throttle(call, 'look', form.id, LOOKS);
    const offered = offeredFields(await this.customFields.of(ctx, 'lead'));
    const fields = form.fields.flatMap(({ key: field, required }) => {
      const found = offered.find((each) => each.key === field);
      return found ? [{ ...found, label: found.label[ctx.locale], required }] : [];
    });
    const challenge = (await this.captchas.challenge(call)) as PublicFormView['challenge'];
    return { name: form.name, fields, consentText: form.consentText, token: this.tokens.issue(key, call.now), challenge };
  }

  /**
   * The cheap checks come first, and the day's count last: what is refused does not use it up.
   * @throws captureFormNotFound, captureOriginRefused, captureSuspicious, captchaInvalid, captureConsentRequired, captureFormFull,
   * tooManyRequests, validationFailed
   */
  async submit(call: PublicCtx, key: string, origin: string | undefined, body: SubmitCaptureRequest): Promise<SubmissionView> {
    const { ctx, form } = await this.forms.enter(call, key);
    if (origin === undefined || !form.origins.includes(origin)) throw captureOriginRefused();
    await this.throttle(call, 'submit', form.id, SUBMISSIONS);
    if (body.nickname || !this.tokens.holds(body.token, key, call.now)) throw captureSuspicious();
    refuseFields(form, body.values);
    if (form.consentText && !body.consent) throw captureConsentRequired();
    await this.captchas.redeem(call, body.captcha);
    await this.count(ctx, form);
    await below('/values', () => this.captures.take(ctx, captureOf(ctx, form, body)));
    return { thanks: form.thanks, redirectUrl: form.redirectUrl };
  }

  private throttle(call: PublicCtx, what: string, formId: string, allowed: number): Promise<void> {
    return this.throttles.takeOrRefuse(call.now, [
      { key: ['capture', what, formId, call.client.ip], allowed, seconds: WINDOW_SECONDS },
    ]);
  }

  /** The day's row is locked until the transaction ends, so that no more get through than there is room for. */
  private async count(ctx: Ctx, { id, dailyLimit }: OpenForm): Promise<void> {
    const day = DateTime.fromJSDate(ctx.now, { zone: ctx.zone }).toISODate()!;
    const counted = await ctx.db.run(sql`
      INSERT INTO capture_form_days AS d (tenant_id, form_id, day, captures) VALUES (${ctx.tenantId}, ${id}, ${day}, 1)
      ON CONFLICT (tenant_id, form_id, day) DO UPDATE SET captures = d.captures + 1 WHERE d.captures < ${dailyLimit}`);
    if (counted === 0) throw captureFormFull();
  }
}

/** @throws validationFailed for what is not on the form, or is required there and missing */
function refuseFields({ fields }: OpenForm, { custom = {}, ...values }: SubmitCaptureRequest['values']): void {
  const given = new Map<string, unknown>([
    ...Object.entries(values).filter(([, value]) => value !== undefined),
    ...Object.entries(custom).map(([key, value]): [string, unknown] => [customKey(key), value]),
  ]);
  const pointer = (key: string): string => `/values/${key.replace('.', '/')}`;
  const onForm = new Set(fields.map(({ key }) => key));
  const issues: Issue[] = [...given.keys()]
    .filter((key) => !onForm.has(key))
    .map((key) => ({ pointer: pointer(key), code: 'NOT_ALLOWED', message: NOT_ON_FORM }));
  const missing = fields.filter(({ key, required }) => required && [undefined, null, ''].includes(given.get(key) as null));
  issues.push(...missing.map(({ key }) => ({ pointer: pointer(key), code: 'REQUIRED', message: REQUIRED })));
  if (issues.length > 0) throw validationFailed({}, issues);
}

function captureOf(
  ctx: Ctx,
  form: OpenForm,
  { values, consent, utm, page }: SubmitCaptureRequest,
): Parameters<Captures['take']>[1] {
  const { id, sourceId, poolId, duplicates, consentText, consentVersion } = form;
  const agreed = consentText && consent;
  return {
    values: { ...values, ...(sourceId ? { sourceId } : {}) },
    formId: id,
    place: poolId ? { poolId } : undefined,
    duplicates,
    utm: utm ?? {},
    page: page ?? null,
    consent: agreed ? { text: consentText, version: String(consentVersion), at: ctx.now.toISOString(), ip: ctx.client.ip } : null,
  };
}
