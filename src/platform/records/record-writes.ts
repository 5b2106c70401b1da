import { Injectable } from '@nestjs/common';
import type { Ctx } from '../context/ctx.js';
import { validationFailed } from '../errors/index.js';
import { checkCustom } from './custom-values.js';
import { unchoosable } from './custom-references.js';
import { CustomFields } from './custom-fields.js';
import type { ObjectDescriptor } from './descriptor.js';
import { FieldFiles } from './field-files.js';
import { refuseForbiddenFields } from './field-access.js';
import { FormLayouts } from './form-layouts.js';
import { asRequired, missingBuiltIn } from './required-fields.js';

/** What a person writes of a record: built-in fields by their keys, the enterprise's own in `custom`. */
export type RecordBody = { custom?: Record<string, unknown> } & object;

const NOTHING: ReadonlySet<string> = new Set();

/** The door that every body of a record goes through before its module writes it: field rules, custom values, required fields. */
@Injectable()
export class RecordWrites {
  constructor(
    private readonly customFields: CustomFields,
    private readonly layouts: FormLayouts,
    private readonly files: FieldFiles,
  ) {}

  /**
   * The custom values of a record about to be created under this id, as they are stored: with defaults, without nulls.
   * `mayLack`: whoever sends it was not asked for what is required.
   * @throws fieldForbidden, validationFailed with all issues at once, filesNotUsable
   */
  async ofNew(
    ctx: Ctx,
    descriptor: ObjectDescriptor,
    id: string,
    body: RecordBody,
    mayLack = false,
  ): Promise<Record<string, unknown>> {
    const values = await this.checked(ctx, descriptor, id, body, true, mayLack);
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  }

  /**
   * The custom values that a change writes, null where a field is emptied; undefined where the body speaks of none.
   * @throws fieldForbidden, validationFailed with all issues at once, filesNotUsable
   */
  async ofChange(
    ctx: Ctx,
    descriptor: ObjectDescriptor,
    id: string,
    body: RecordBody,
  ): Promise<Record<string, unknown> | undefined> {
    const values = await this.checked(ctx, descriptor, id, body, false);
    return body.custom === undefined ? undefined : values;
  }

  private async checked(
    ctx: Ctx,
    descriptor: ObjectDescriptor,
    id: string,
    body: RecordBody,
    creating: boolean,
    mayLack = false,
  ): Promise<Record<string, unknown>> {
    const { object, table } = descriptor;
    refuseForbiddenFields(ctx, object, body);
    const required = mayLack ? NOTHING : await this.layouts.required(ctx, object);
    const custom = await this.customFields.of(ctx, object);
    const fields = mayLack ? custom.map((field) => ({ ...field, required: false })) : asRequired(ctx, object, custom, required);
    const { values, issues } = checkCustom(fields, body.custom ?? {}, creating);
    issues.push(...missingBuiltIn(ctx, descriptor, required, body, creating));
    issues.push(...(await unchoosable(ctx, fields, values, creating ? undefined : { table, id })));
    if (issues.length > 0) throw validationFailed({}, issues);
    return this.files.claim(ctx, object, id, fields, values);
  }
}
