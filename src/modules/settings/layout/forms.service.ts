import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { CustomFields, FormLayouts, objectDescriptor, withFormulas, type LayoutField } from '../../../platform/records/index.js';
import { objectNotFound } from '../settings.errors.js';
import { completed, formFields, type FormField } from './form-fields.js';
import type { FormView, LayoutFieldView } from './layout.view.js';

/** Forms as those who fill them in see them (DICT-04). */
@Injectable()
export class FormsService {
  constructor(
    private readonly customFields: CustomFields,
    private readonly layouts: FormLayouts,
  ) {}

  /** @throws objectNotFound also for one that the asker may not read */
  async of(ctx: Ctx, object: string): Promise<FormView> {
    const descriptor = objectDescriptor(object);
    if (!descriptor || !ctx.ability.can('read', object)) throw objectNotFound();
    const custom = descriptor.customizable ? await this.customFields.of(ctx, object) : [];
    const fields = formFields(descriptor, custom);
    const byKey = new Map(fields.map((field) => [field.key, field]));
    const layout = await this.layouts.of(ctx, object);
    const hidden = withFormulas(ctx.ability.hiddenFields(object), custom);
    const readOnly = ctx.ability.readOnlyFields(object);
    const sections = completed(ctx, fields, layout?.sections ?? []).map(({ title, fields: own }) => ({
      title,
      fields: own
        .filter((field) => !field.hidden && !hidden.has(field.key))
        .map((field) => fieldView(field, byKey.get(field.key)!, readOnly.has(field.key))),
    }));
    return { object, sections: sections.filter((section) => section.fields.length > 0) };
  }
}

function fieldView({ key, width, required }: LayoutField, field: FormField, bound: boolean): LayoutFieldView {
  const readOnly = bound || !field.writable;
  return { key, width, required: (required || field.required) && !readOnly, readOnly };
}
