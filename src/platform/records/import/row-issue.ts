import { format, text, type Locale, type Text } from '../../i18n/locale.js';

/** What is wrong with a row, kept without words so that each reader gets it in their own language. */
export interface RowIssue {
  /** Key of the column; null where it concerns the row as a whole. */
  column: string | null;
  code: string;
  params?: Record<string, string | number>;
}

export type IssueMaker = (column: string | null, params?: RowIssue['params']) => RowIssue;

const wordings = new Map<string, Text>();

/** Declares a fault that rows can have: a stable code and its words, in ICU message syntax. */
export function rowIssue(code: string, message: Text): IssueMaker {
  if (wordings.has(code)) throw new Error(`The row issue ${code} is declared twice`);
  wordings.set(code, message);
  return (column, params) => ({ column, code, ...(params ? { params } : {}) });
}

/** The words of an issue; its bare code where a newer release has written it. */
export function issueText({ code, params }: RowIssue, locale: Locale): string {
  const wording = wordings.get(code);
  return wording ? format(wording, locale, params) : code;
}

export const valueRequired = rowIssue('REQUIRED', text('必填', 'Required'));
export const textTooLong = rowIssue('TOO_LONG', text('超过 {limit} 个字符', 'Longer than {limit} characters'));
export const notAPhone = rowIssue('NOT_A_PHONE', text('不是有效的电话号码', 'Not a phone number'));
export const notAnEmail = rowIssue('NOT_AN_EMAIL', text('邮箱格式不正确', 'Not an e-mail address'));
export const notAnInteger = rowIssue('NOT_AN_INTEGER', text('应为整数', 'Not a whole number'));
export const notANumber = rowIssue('NOT_A_NUMBER', text('应为数字', 'Not a number'));
export const tooManyDecimals = rowIssue('TOO_MANY_DECIMALS', text('最多 {limit} 位小数', 'More than {limit} decimal places'));
export const notADate = rowIssue('NOT_A_DATE', text('应为日期,如 2026-01-31', 'Not a date such as 2026-01-31'));
export const notATime = rowIssue('NOT_A_TIME', text('应为时间,如 2026-01-31 08:30', 'Not a time such as 2026-01-31 08:30'));
export const notABoolean = rowIssue('NOT_A_BOOLEAN', text('应为“是”或“否”', 'Neither yes nor no'));
export const notAChoice = rowIssue('NOT_A_CHOICE', text('没有选项“{value}”', 'There is no choice {value}'));
export const notAnItem = rowIssue('NOT_AN_ITEM', text('字典中没有“{value}”', 'The dictionary has no item {value}'));
export const ambiguousItem = rowIssue(
  'AMBIGUOUS_ITEM',
  text(
    '字典中有多个“{value}”,请写完整路径,如“华东/上海”',
    'The dictionary has several items {value}; write the whole path, such as East/Shanghai',
  ),
);
export const notALink = rowIssue('NOT_A_LINK', text('应为网址', 'Not a web address'));
export const notAClock = rowIssue('NOT_A_TIME_OF_DAY', text('应为时刻,如 08:30', 'Not a time of day such as 08:30'));
export const notAPlace = rowIssue(
  'NOT_A_PLACE',
  text('地址过长或坐标有误', 'The address is too long, or the coordinates are none'),
);
export const wordUnknown = rowIssue('NOT_FOUND', text('没有“{value}”', 'There is no {value}'));
export const wordAmbiguous = rowIssue(
  'AMBIGUOUS',
  text('有多个“{value}”,请填写可区分的内容', 'Several are called {value}; give something that tells them apart'),
);
export const sheetError = rowIssue(
  'SHEET_ERROR',
  text('单元格中的公式出错({value})', 'The formula of this cell failed ({value})'),
);
export const rowRefused = rowIssue('ROW_REFUSED', text('数据库拒绝了这一行', 'The database refused this row'));
