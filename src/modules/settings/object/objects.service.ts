import { Injectable } from '@nestjs/common';
import { operatorsOf } from '../../../platform/condition/index.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { Locale } from '../../../platform/i18n/locale.js';
import {
  conditionTypeOf,
  customKey,
  customType,
  CustomFields,
  objectDescriptor,
  objectDescriptors,
  withFormulas,
  type CustomField,
  type FieldDescriptor,
  type ObjectDescriptor,
} from '../../../platform/records/index.js';
import { objectNotFound } from '../settings.errors.js';
import type { FieldView, ObjectListView, ObjectSummaryView, ObjectView } from './object.view.js';

/** What kinds of records there are and what they are made of, as far as the asker may know. */
@Injectable()
export class ObjectsService {
  constructor(private readonly customFields: CustomFields) {}

  list(ctx: Ctx): ObjectListView {
    return {
      items: objectDescriptors()
        .filter((descriptor) => ctx.ability.can('read', descriptor.object))
        .map((descriptor) => summary(ctx, descriptor)),
    };
  }

  /** @throws objectNotFound also for one that the asker may not read */
  async get(ctx: Ctx, object: string): Promise<ObjectView> {
    const descriptor = objectDescriptor(object);
    if (!descriptor || !ctx.ability.can('read', object)) throw objectNotFound();
    const custom = descriptor.customizable ? await this.customFields.of(ctx, object) : [];
    const hidden = withFormulas(ctx.ability.hiddenFields(object), custom);
    const readOnly = ctx.ability.readOnlyFields(object);
    const fields = [...descriptor.fields.map((field) => builtIn(field, ctx.locale)), ...custom.map(ofCustom)];
    return {
      ...summary(ctx, descriptor),
      fields: fields
        .filter(({ key }) => !hidden.has(key))
        .map((field) => (readOnly.has(field.key) ? { ...field, readOnly: true } : field)),
    };
  }
}

function summary(ctx: Ctx, { object, label, customizable, defaultSort, search, policy }: ObjectDescriptor): ObjectSummaryView {
  return {
    object,
    label: label[ctx.locale],
    customizable,
    defaultSort,
    searchable: search !== undefined,
    actions: policy.actions.filter((action) => ctx.ability.can(action, object)),
  };
}

function builtIn(field: FieldDescriptor, locale: Locale): FieldView {
  const filterable = field.filterable !== false;
  const importable = field.importable ?? false;
  return {
    key: field.key,
    label: field.label[locale],
    type: field.type,
    custom: false,
    choices: field.choices?.map(({ code, label }) => ({ code, label: label[locale], disabled: false })) ?? null,
    dictionary: field.dictionary ?? null,
    operators: filterable ? [...operatorsOf(field.type)] : [],
    filterable,
    sortable: field.sortable ?? false,
    importable,
    required: field.required ?? false,
    // what people write can stand in a spreadsheet; the rest is written by the program, save what says otherwise
    readOnly: !(importable || field.writable),
    detailOnly: field.detailOnly ?? false,
    maxLength: field.maxLength ?? null,
    maxFiles: null,
    fileKinds: [],
    nameKey: field.reference?.key ?? null,
    unique: false,
    defaultValue: null,
    help: null,
    section: null,
  };
}

function ofCustom(field: CustomField): FieldView {
  const { sortable = false, maxLength = null, imported = true } = customType(field.type);
  const choices = field.type === 'choice' || field.type === 'choices';
  return {
    key: customKey(field.key),
    label: field.label,
    type: field.type,
    custom: true,
    choices: choices ? field.choices.map(({ code, label, disabled = false }) => ({ code, label, disabled })) : null,
    dictionary: field.type === 'region' ? field.type : null,
    operators: [...operatorsOf(conditionTypeOf(field))],
    filterable: true,
    sortable: field.indexed && sortable,
    importable: imported,
    required: field.required,
    readOnly: field.type === 'formula',
    detailOnly: false,
    maxLength,
    maxFiles: field.maxFiles,
    fileKinds: field.fileKinds,
    nameKey: null,
    unique: field.unique,
    defaultValue: field.defaultValue,
    help: field.help,
    section: field.section,
  };
}
