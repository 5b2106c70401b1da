import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { validationFailed, type Issue } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { customKey, CustomFields } from '../../../platform/records/index.js';
import { comparisonOf, type DuplicateAction, type DuplicateRules } from './comparison.js';
import { DuplicateRulesService } from './duplicate-rules.js';
import type { SetDuplicateRulesRequest } from './duplicate-rules.requests.js';
import type { DuplicateRulesView } from './duplicate.view.js';

const MISSING = { code: 'REQUIRED', message: text('必填', 'This is required.') };
const NOT_COMPARED = { code: 'NOT_ALLOWED', message: text('该字段不参与查重', 'This field is not compared.') };

/** The rules of duplicate control as administrators read and set them. */
@Injectable()
export class DuplicateSettings {
  constructor(
    private readonly rules: DuplicateRulesService,
    private readonly customFields: CustomFields,
    private readonly audit: AuditLog,
  ) {}

  async read(ctx: Ctx, object: string): Promise<DuplicateRulesView> {
    return this.view(ctx, object, await this.rules.of(ctx, object));
  }

  /** Records that are equal already stay. @throws validationFailed unless all built-in fields of the kind are named, and no other */
  async set(ctx: Ctx, object: string, request: SetDuplicateRulesRequest): Promise<DuplicateRulesView> {
    const after = definite(object, request);
    const before = await this.rules.of(ctx, object);
    await this.rules.set(ctx, object, after);
    const now = new Map([...before, ...Object.entries(after)]);
    await comparisonOf(object).rulesChanged?.(ctx, now);
    await this.audit.record(ctx, {
      action: 'duplicateRule.updated',
      object: 'duplicateRule',
      summary: { object },
      before: Object.fromEntries(Object.keys(after).map((field) => [field, before.get(field)])),
      after,
    });
    return this.view(ctx, object, now);
  }

  private async view(ctx: Ctx, object: string, rules: DuplicateRules): Promise<DuplicateRulesView> {
    const labels = new Map([
      ...comparisonOf(object).descriptor.fields.map((field) => [field.key, field.label[ctx.locale]] as const),
      ...(await this.customFields.of(ctx, object)).map((field) => [customKey(field.key), field.label] as const),
    ]);
    const described = [...rules].map(([field, action]) => ({
      field,
      label: labels.get(field) ?? field,
      action,
      fixed: field.startsWith('custom.'),
    }));
    return { object, rules: described };
  }
}

function definite(object: string, request: SetDuplicateRulesRequest): Record<string, DuplicateAction> {
  const given = Object.entries(request).filter(([, action]) => action !== undefined) as [string, DuplicateAction][];
  const compared = Object.keys(comparisonOf(object).fields);
  const issues: Issue[] = [
    ...compared.filter((field) => !given.some(([key]) => key === field)).map((field) => ({ pointer: `/${field}`, ...MISSING })),
    ...given.filter(([field]) => !compared.includes(field)).map(([field]) => ({ pointer: `/${field}`, ...NOT_COMPARED })),
  ];
  if (issues.length > 0) throw validationFailed({}, issues);
  return Object.fromEntries(given);
}
