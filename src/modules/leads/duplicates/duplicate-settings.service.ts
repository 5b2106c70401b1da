import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import { customKey, CustomFields } from '../../../platform/records/index.js';
import { leadDescriptor } from '../leads.descriptor.js';
import type { DuplicateRulesView } from './duplicate-group.view.js';
import { DuplicateRulesService } from './duplicate-rules.js';
import type { SetDuplicateRulesRequest } from './duplicate.requests.js';

/** The rules of duplicate control as administrators read and set them. */
@Injectable()
export class DuplicateSettings {
  constructor(
    private readonly rules: DuplicateRulesService,
    private readonly customFields: CustomFields,
    private readonly audit: AuditLog,
  ) {}

  async read(ctx: Ctx): Promise<DuplicateRulesView> {
    return this.view(ctx, new Map(await this.rules.of(ctx)));
  }

  /** Records that are equal already stay; a scan shows them. */
  async set(ctx: Ctx, request: SetDuplicateRulesRequest): Promise<DuplicateRulesView> {
    const before = await this.rules.of(ctx);
    const after = { phone: request.phone, company: request.company, name: request.name };
    await this.rules.set(ctx, after);
    await this.audit.record(ctx, {
      action: 'duplicateRule.updated',
      object: 'duplicateRule',
      before: Object.fromEntries(Object.keys(after).map((field) => [field, before.get(field)])),
      after,
    });
    return this.view(ctx, new Map([...before, ...Object.entries(after)]));
  }

  private async view(ctx: Ctx, rules: ReadonlyMap<string, SetDuplicateRulesRequest['phone']>): Promise<DuplicateRulesView> {
    const labels = new Map([
      ...leadDescriptor.fields.map((field) => [field.key, field.label[ctx.locale]] as const),
      ...(await this.customFields.of(ctx, 'lead')).map((field) => [customKey(field.key), field.label] as const),
    ]);
    const described = [...rules].map(([field, action]) => ({
      field,
      label: labels.get(field) ?? field,
      action,
      fixed: field.startsWith('custom.'),
    }));
    return { object: 'lead', rules: described };
  }
}
