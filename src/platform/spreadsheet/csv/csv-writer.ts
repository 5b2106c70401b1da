import type { Writable } from 'node:stream';
import { csvFormatRow } from 'd3-dsv';
import { type Cell, cellText } from '../cell.js';
import { neutralise } from '../neutralise.js';
import { finish, send, type SheetWriter } from '../output.js';

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Writes RFC 4180 (CRLF, quotes where needed) in UTF-8, with a byte order mark unless told otherwise: without it Excel
 * in China reads UTF-8 as GBK. Texts that would be read as formulas are neutralised.
 */
export function csvWriter(out: Writable, header: string[], { bom = true }: { bom?: boolean } = {}): SheetWriter {
  let prefix: string | null = (bom ? BYTE_ORDER_MARK : '') + lines([header]);
  const begin = () => {
    const text = prefix ?? '';
    prefix = null;
    return text;
  };
  return {
    write: (rows) => send(out, begin() + lines(rows)),
    async close() {
      if (prefix !== null) await send(out, begin());
      await finish(out);
    },
  };
}

function lines(rows: Cell[][]): string {
  let text = '';
  for (const row of rows) text += `${csvFormatRow(row.map(field))}\r\n`;
  return text;
}

function field(cell: Cell): string {
  return typeof cell === 'string' ? neutralise(cell) : cellText(cell);
}
