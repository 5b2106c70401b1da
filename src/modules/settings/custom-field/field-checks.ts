import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { validationFailed, type Issue } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';
import {
  checkCustom,
  customKey,
  customType,
  objectDescriptor,
  unchoosable,
  type CustomField,
  type ObjectDescriptor,
} from '../../../platform/records/index.js';
import {
  customChoiceInUse,
  customFieldInUse,
  customFieldNotUnique,
  tooManyIndexedFields,
  uniqueNeedsIndex,
} from '../settings.errors.js';
import { CustomFieldQueries, type FieldRow } from './custom-field.queries.js';
import { FieldUses, type FieldUse } from './field-uses.js';

/** Sortable fields cost a row per record each. */
export const MOST_INDEXED = 30;

const CHOICE_STANDS_IN_RECORDS = text('选项“{choice}”已用于数据', 'Records have the choice {choice}.');
const VALUE_TWICE = text('“{value}”出现 {count} 次', '{value} stands in {count} records.');
const NOT_UNIQUE_TYPE = text(
  '只有文本、电话、邮箱、网址、整数字段可以唯一',
  'Only texts, phones, e-mail addresses, links and whole numbers can be unique.',
);
const NOT_INDEXED_TYPE = text('此类型的字段不能建索引', 'Fields of this type cannot be indexed.');
const NO_DEFAULT_FILE = text('文件字段没有默认值', 'Fields of files have no default.');
const NOT_OF_FILES = text('只用于文件字段', 'Only fields of type file have this.');
const NO_SUCH_OBJECT = text('没有可以自定义字段的此类对象', 'There is no such object, or it takes no fields.');

/** What must hold before a definition changes. */
@Injectable()
export class FieldChecks {
  constructor(
    private readonly queries: CustomFieldQueries,
    private readonly uses: FieldUses,
  ) {}

  /** @throws validationFailed for an object that enterprises cannot add fields to */
  object(object: string): ObjectDescriptor {
    const descriptor = objectDescriptor(object);
    if (!descriptor?.customizable)
      throw validationFailed({}, [{ pointer: '/object', code: 'NOT_ALLOWED', message: NO_SUCH_OBJECT }]);
    return descriptor;
  }

  /** Only fields of files say how many and which; a file hangs on one record, so that none can be the default. @throws validationFailed */
  files({ type, maxFiles, fileKinds, defaultValue }: FieldRow): void {
    const stray =
      type === 'file'
        ? { defaultValue: defaultValue !== null }
        : { maxFiles: maxFiles !== null, fileKinds: fileKinds.length > 0 };
    const message = type === 'file' ? NO_DEFAULT_FILE : NOT_OF_FILES;
    const wrong = Object.entries(stray).filter(([, said]) => said);
    if (wrong.length > 0)
      throw validationFailed(
        {},
        wrong.map(([name]) => ({ pointer: `/${name}`, code: 'NOT_ALLOWED', message })),
      );
  }

  /** The default as it is stored. @throws validationFailed where it is not a value of the field */
  async defaultOf(ctx: Ctx, field: FieldRow): Promise<unknown> {
    if (field.defaultValue === null) return null;
    const plain = { ...field, required: false, defaultValue: null } as CustomField;
    const { values, issues } = checkCustom([plain], { [field.key]: field.defaultValue }, false, '');
    issues.push(...(await unchoosable(ctx, [plain], [values])).flat());
    if (issues.length > 0)
      throw validationFailed(
        {},
        issues.map((issue) => ({ ...issue, pointer: '/defaultValue' })),
      );
    return values[field.key];
  }

  /** @throws customFieldInUse with all that speaks of the field */
  async notUsed(ctx: Ctx, field: FieldRow): Promise<void> {
    const uses = await this.uses.of(ctx, field.object, customKey(field.key));
    if (uses.length > 0)
      throw customFieldInUse(
        {},
        uses.map((use) => useIssue('', use)),
      );
  }

  /** @throws customChoiceInUse where a choice that is to go stands in records or rules */
  async choicesNotUsed(ctx: Ctx, before: FieldRow, after: FieldRow): Promise<void> {
    const kept = new Set(after.choices.map(({ code }) => code));
    const gone = before.choices.map(({ code }) => code).filter((code) => !kept.has(code));
    if (gone.length === 0) return;
    const inRecords = await this.queries.usedChoices(ctx, this.object(before.object), before.key, gone);
    const inRules = await this.uses.of(ctx, before.object, customKey(before.key), gone);
    const issues = [
      ...inRecords.map((choice) => ({
        pointer: '/choices',
        code: 'RECORDS',
        message: CHOICE_STANDS_IN_RECORDS,
        params: { choice },
      })),
      ...inRules.map((use) => useIssue('/choices', use)),
    ];
    if (issues.length > 0) throw customChoiceInUse({}, issues);
  }

  /** @throws validationFailed, uniqueNeedsIndex, customFieldNotUnique */
  async unique(ctx: Ctx, before: FieldRow | undefined, after: FieldRow): Promise<void> {
    if (!after.unique) return;
    if (!customType(after.type).unique)
      throw validationFailed({}, [{ pointer: '/unique', code: 'NOT_ALLOWED', message: NOT_UNIQUE_TYPE }]);
    if (!after.indexed || after.indexBuilding) throw uniqueNeedsIndex();
    if (!before || before.unique) return;
    await this.queries.waitForWriters(ctx, after.id);
    const collisions = await this.queries.collisions(ctx, this.object(after.object), after.key);
    if (collisions.length === 0) return;
    throw customFieldNotUnique(
      {},
      collisions.map((params) => ({ pointer: '/unique', code: 'NOT_UNIQUE', message: VALUE_TWICE, params })),
    );
  }

  /** @throws validationFailed for a type that has no index, tooManyIndexedFields */
  index(others: readonly FieldRow[], field: FieldRow): void {
    if (field.indexed && !customType(field.type).index)
      throw validationFailed({}, [{ pointer: '/indexed', code: 'NOT_ALLOWED', message: NOT_INDEXED_TYPE }]);
    const indexed = others.filter((other) => other.indexed && other.id !== field.id).length;
    if (field.indexed && indexed >= MOST_INDEXED) throw tooManyIndexedFields({ limit: MOST_INDEXED });
  }
}

const useIssue = (pointer: string, { code, message, params, choice }: FieldUse): Issue => ({
  pointer,
  code,
  message,
  params: choice === undefined ? params : { ...params, choice },
});
