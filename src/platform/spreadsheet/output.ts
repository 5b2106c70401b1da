import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Cell } from './cell.js';

/** A sheet being written; `write` resolves when there is room for more, so whoever awaits it never runs ahead. */
export interface SheetWriter {
  write(rows: Cell[][]): Promise<void>;
  /** Completes the file and ends the stream. */
  close(): Promise<void>;
}

/** Writes and waits for room; rejects when the receiver failed or went away. */
export async function send(out: Writable, chunk: string): Promise<void> {
  if (out.destroyed || out.errored) throw out.errored ?? new Error('The receiver of the spreadsheet has gone');
  if (out.write(chunk)) return;
  await new Promise<void>((resolve, reject) => {
    const settle = (error?: Error) => {
      out.off('drain', settle).off('close', onClose).off('error', settle);
      if (error) reject(error);
      else resolve();
    };
    const onClose = () => settle(new Error('The receiver of the spreadsheet has gone'));
    out.on('drain', settle).on('close', onClose).on('error', settle);
  });
}

/** Ends the stream and waits until the receiver has everything. */
export async function finish(out: Writable): Promise<void> {
  out.end();
  await finished(out, { readable: false });
}
