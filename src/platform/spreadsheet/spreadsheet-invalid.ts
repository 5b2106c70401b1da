export type SpreadsheetFault =
  | 'SPREADSHEET_UNREADABLE'
  | 'SPREADSHEET_TOO_LARGE'
  | 'SPREADSHEET_ENCRYPTED'
  | 'SPREADSHEET_EMPTY'
  | 'SPREADSHEET_UNSUPPORTED';

/** What a message may name: `reason`, `type`, `what`, `limit`, `row`, `sheet`. */
export type FaultParams = Readonly<Record<string, string | number>>;

/** The file itself cannot be taken; nothing here is the fault of a single row. */
export class SpreadsheetInvalid extends Error {
  constructor(
    readonly code: SpreadsheetFault,
    readonly params: FaultParams = {},
    options?: ErrorOptions,
  ) {
    super(`${code} ${JSON.stringify(params)}`, options);
    this.name = 'SpreadsheetInvalid';
  }
}

/** @param reason a stable word for logs and messages, for example `truncated` */
export function unreadable(reason: string, params: FaultParams = {}, cause?: unknown): SpreadsheetInvalid {
  return new SpreadsheetInvalid('SPREADSHEET_UNREADABLE', { reason, ...params }, { cause });
}

/** @param what which limit was passed: `rows`, `columns`, `cell`, `unpacked`, `ratio`, … */
export function tooLarge(what: string, limit: number, params: FaultParams = {}): SpreadsheetInvalid {
  return new SpreadsheetInvalid('SPREADSHEET_TOO_LARGE', { what, limit, ...params });
}
