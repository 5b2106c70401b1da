import { problem, type Problem, type ProblemKind } from '../../errors/index.js';
import { text } from '../../i18n/locale.js';
import { SpreadsheetInvalid, type SpreadsheetFault } from '../../spreadsheet/index.js';

export const importNotFound = problem(404, 'IMPORT_NOT_FOUND', text('找不到该导入', 'There is no such import.'));
export const importStarted = problem(
  409,
  'IMPORT_STARTED',
  text('导入已开始,不能再修改', 'The import has been started and cannot be changed.'),
);
export const importFinished = problem(409, 'IMPORT_FINISHED', text('导入正在进行或已完成', 'The import is running or done.'));
export const importNotFinished = problem(
  409,
  'IMPORT_NOT_FINISHED',
  text('导入尚未结束,不能撤销', 'The import has not ended yet and cannot be taken back.'),
);
export const importUndone = problem(
  409,
  'IMPORT_UNDONE',
  text('导入已撤销,或正在撤销', 'The import has been taken back, or is being taken back.'),
);
export const importUndoTooLate = problem(
  409,
  'IMPORT_UNDO_TOO_LATE',
  text('导入已结束超过 30 天,不能再撤销', 'The import ended more than 30 days ago and cannot be taken back any more.'),
);
export const importIncomplete = problem(422, 'IMPORT_INCOMPLETE', text('必填列尚未映射', 'Required columns are not mapped yet.'));

export const spreadsheetUnreadable = problem(
  422,
  'SPREADSHEET_UNREADABLE',
  text('表格文件已损坏,无法读取', 'The spreadsheet is damaged and cannot be read.'),
);
export const spreadsheetTooLarge = problem(
  413,
  'SPREADSHEET_TOO_LARGE',
  text('表格太大:超过上限({limit})', 'The spreadsheet is too large: beyond the limit of {limit}.'),
);
export const spreadsheetEncrypted = problem(
  422,
  'SPREADSHEET_ENCRYPTED',
  text('表格已加密,请去除密码后再上传', 'The spreadsheet is protected by a password; remove it first.'),
);
export const spreadsheetEmpty = problem(422, 'SPREADSHEET_EMPTY', text('表格中没有数据', 'The spreadsheet is empty.'));
export const spreadsheetUnsupported = problem(
  415,
  'SPREADSHEET_UNSUPPORTED',
  text('不支持 {type} 文件,请另存为 .xlsx 或 .csv', 'Files of type {type} are not supported; save it as .xlsx or .csv.'),
);

/** What uploading or reading a spreadsheet can fail with. */
export const SPREADSHEET_PROBLEMS = [
  spreadsheetUnreadable,
  spreadsheetTooLarge,
  spreadsheetEncrypted,
  spreadsheetEmpty,
  spreadsheetUnsupported,
];

const KINDS: Record<SpreadsheetFault, ProblemKind> = {
  SPREADSHEET_UNREADABLE: spreadsheetUnreadable,
  SPREADSHEET_TOO_LARGE: spreadsheetTooLarge,
  SPREADSHEET_ENCRYPTED: spreadsheetEncrypted,
  SPREADSHEET_EMPTY: spreadsheetEmpty,
  SPREADSHEET_UNSUPPORTED: spreadsheetUnsupported,
};

const problemOf = (fault: SpreadsheetInvalid): Problem => KINDS[fault.code]({ ...fault.params });

/** Runs what reads a spreadsheet and words what is wrong with the file. @throws Problem */
export async function readingSpreadsheet<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof SpreadsheetInvalid ? problemOf(error) : error;
  }
}
