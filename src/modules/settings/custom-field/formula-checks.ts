import { validationFailed, type Issue } from '../../../platform/errors/index.js';
import { text, type Text } from '../../../platform/i18n/locale.js';
import {
  FormulaInvalid,
  FormulaReader,
  type CustomField,
  type Formula,
  type ObjectDescriptor,
} from '../../../platform/records/index.js';
import type { FieldRow } from './custom-field.queries.js';

const WORDS: Record<FormulaInvalid['code'], Text> = {
  FORMULA_SYNTAX: text('公式在第 {at} 个字符处无法理解', 'The formula cannot be understood at character {at}.'),
  FORMULA_UNKNOWN_FIELD: text('没有可计算的字段“{field}”', 'There is no field {field} with numbers or days.'),
  FORMULA_TYPES: text(
    '第 {at} 个字符处的数值与日期不能这样计算',
    'Numbers and days do not go together like this at character {at}.',
  ),
  FORMULA_CYCLE: text('公式循环引用了“{field}”', 'The formula reads itself through {field}.'),
  FORMULA_TOO_LARGE: text('公式过于复杂', 'The formula is too large.'),
};
const NEEDED = text('公式字段须给出公式', 'A field of this type needs its formula.');
const NOT_FOR_TYPE = text('只用于公式字段', 'Only fields of type formula have this.');
const COMPUTED = text('公式字段由系统计算,不能如此设置', 'A formula is computed and cannot have this.');
const TYPE_CHANGED = text('公式的结果不能由数值变为日期,或由日期变为数值', 'A number cannot become a day, nor a day a number.');
const BREAKS = text('字段“{field}”的公式将不再成立', 'The formula of {field} would not hold any more.');

/**
 * A formula must be one, and must not break those that read it; other fields have none.
 * @param fields all fields of the object
 * @throws validationFailed with pointers
 */
export function checkFormula(
  descriptor: ObjectDescriptor,
  fields: readonly FieldRow[],
  before: FieldRow | undefined,
  after: FieldRow,
): void {
  const issues = after.type === 'formula' ? formulaIssues(descriptor, fields, before, after) : strayIssues(after);
  if (issues.length > 0) throw validationFailed({}, issues);
}

function formulaIssues(
  descriptor: ObjectDescriptor,
  fields: readonly FieldRow[],
  before: FieldRow | undefined,
  after: FieldRow,
): Issue[] {
  const settings = settingIssues(after);
  if (after.formula === null) return [...settings, issue('formula', 'REQUIRED', NEEDED)];
  const others = fields.filter(({ status, id }) => status === 'active' && id !== after.id);
  const read = reading(readerOf(descriptor, [...others, after]), after);
  if ('fault' in read) return [...settings, issue('formula', read.fault.code, WORDS[read.fault.code], read.fault.params)];
  const earlier = before && reading(readerOf(descriptor, [...others, before]), before);
  const changed = earlier && 'tree' in earlier && earlier.tree.type !== read.tree.type;
  return [
    ...settings,
    ...(changed ? [issue('formula', 'FORMULA_TYPE_CHANGED', TYPE_CHANGED)] : []),
    ...brokenIssues(descriptor, others, after),
  ];
}

/** What a computed field cannot have. */
function settingIssues(field: FieldRow): Issue[] {
  const set = (['required', 'unique', 'indexed'] as const).filter((each) => field[each]);
  return [...set, ...(field.defaultValue === null ? [] : ['defaultValue'])].map((each) => issue(each, 'NOT_ALLOWED', COMPUTED));
}

/** Formulas that read this one and would come to nothing. */
function brokenIssues(descriptor: ObjectDescriptor, others: readonly FieldRow[], after: FieldRow): Issue[] {
  const reader = readerOf(descriptor, [...others, after]);
  return others
    .filter((field) => field.type === 'formula' && 'fault' in reading(reader, field))
    .map(({ label }) => issue('formula', 'FORMULA_BREAKS_OTHER', BREAKS, { field: label }));
}

const strayIssues = (field: FieldRow): Issue[] =>
  (['formula', 'decimals'] as const)
    .filter((each) => field[each] !== null)
    .map((each) => issue(each, 'NOT_ALLOWED', NOT_FOR_TYPE));

function reading(reader: FormulaReader, field: FieldRow): { tree: Formula } | { fault: FormulaInvalid } {
  try {
    return { tree: reader.read(field as CustomField) };
  } catch (error) {
    if (error instanceof FormulaInvalid) return { fault: error };
    throw error;
  }
}

const readerOf = (descriptor: ObjectDescriptor, fields: readonly FieldRow[]): FormulaReader =>
  new FormulaReader(descriptor, fields as readonly CustomField[]);

const issue = (name: string, code: string, message: Text, params?: Record<string, unknown>): Issue => ({
  pointer: `/${name}`,
  code,
  message,
  ...(params ? { params } : {}),
});
