/** What a reader takes before it refuses with SPREADSHEET_TOO_LARGE. */
export interface ReadLimits {
  /** Rows that hold something, the header included; empty rows cost nothing. */
  maxRows: number;
  /** The last column that may hold something. */
  maxColumns: number;
  /** UTF-16 units in one cell; Excel itself stops at 32 767. */
  maxCellLength: number;
  /** Bytes that all parts of the workbook may come to when unpacked; for CSV the size of the file. */
  maxUnpackedBytes: number;
  /** Unpacked ÷ packed bytes of one part. Sheets reach about 30; DEFLATE can reach 1 032. */
  maxRatio: number;
}

export const DEFAULT_LIMITS: Readonly<ReadLimits> = {
  maxRows: 1_048_576,
  maxColumns: 512,
  maxCellLength: 32_767,
  maxUnpackedBytes: 1024 ** 3,
  maxRatio: 250,
};
