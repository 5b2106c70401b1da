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

/** A body, and the id of the record that it is of. */
export interface Written {
  id: string;
  body: RecordBody;
}

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
    return (await this.ofNewEach(ctx, descriptor, [{ id, body }], mayLack))[0]!;
  }

  /** The same for many, with as many statements as for one; files alone are hung one record after the other. @throws as `ofNew`, for the first that is refused */
  async ofNewEach(
    ctx: Ctx,
    descriptor: ObjectDescriptor,
    records: readonly Written[],
    mayLack = false,
  ): Promise<Record<string, unknown>[]> {
    const values = await this.checked(ctx, descriptor, records, true, mayLack);
    return values.map((each) => Object.fromEntries(Object.entries(each).filter(([, value]) => value !== null)));
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
    const [values] = await this.checked(ctx, descriptor, [{ id, body }], false);
    return body.custom === undefined ? undefined : values;
  }

  private async checked(
    ctx: Ctx,
    descriptor: ObjectDescriptor,
    records: readonly Written[],
    creating: boolean,
    mayLack = false,
  ): Promise<Record<string, unknown>[]> {
    const { object, table } = descriptor;
    for (const { body } of records) refuseForbiddenFields(ctx, object, body);
    const required = mayLack ? NOTHING : await this.layouts.required(ctx, object);
    const custom = await this.customFields.of(ctx, object);
    const fields = mayLack ? custom.map((field) => ({ ...field, required: false })) : asRequired(ctx, object, custom, required);
    const checks = records.map(({ body }) => checkCustom(fields, body.custom ?? {}, creating));
    const before = creating ? undefined : { table, id: records[0]!.id };
    const unknown = await unchoosable(
      ctx,
      fields,
      checks.map(({ values }) => values),
      before,
    );
    for (const [n, { body }] of records.entries()) {
      const issues = [...checks[n]!.issues, ...missingBuiltIn(ctx, descriptor, required, body, creating), ...unknown[n]!];
      if (issues.length > 0) throw validationFailed({}, issues);
    }
    const written: Record<string, unknown>[] = [];
    for (const [n, { id }] of records.entries()) written.push(await this.files.claim(ctx, object, id, fields, checks[n]!.values));
    return written;
  }
}
