import type { Readable } from 'node:stream';
import type { FileArea } from './file-key.js';

/** A file opened for reading. */
export interface StoredFile {
  stream: Readable;
  /** How many bytes the stream has. */
  bytes: number;
}

/** A file that is there. */
export interface FoundFile {
  key: string;
  /** When it came to be there. */
  at: Date;
}

/** A part of a file, by the numbers of its first and its last byte. */
export interface ByteRange {
  first: number;
  last: number;
}

/**
 * Where uploads and results lie. Keys come from `fileKey`. A file appears under its key only when it is complete, so a
 * process that dies while writing leaves nothing that could be taken for a file.
 */
export abstract class FileStore {
  /** Takes the whole stream, durably. Replaces a file of the same key. @returns its size in bytes */
  abstract write(key: string, source: Readable): Promise<{ bytes: number }>;

  /** Opens the file, or a part that lies within it. @throws Problem FILE_GONE when there is no such file */
  abstract read(key: string, range?: ByteRange): Promise<StoredFile>;

  /** Gives the file as a path on this machine, valid until the work is done: workbooks are read at random places. @throws Problem FILE_GONE */
  abstract withLocal<T>(key: string, work: (path: string) => Promise<T>): Promise<T>;

  /** Removes the file; one that is gone already is no error. */
  abstract remove(key: string): Promise<void>;

  /** Removes what writers that died before this instant have left unfinished for an enterprise. @returns how many */
  abstract removeUnfinished(tenantId: string, before: Date): Promise<number>;

  /** All complete files of a part of an enterprise's store, up to a thousand at a time. */
  abstract list(tenantId: string, area: FileArea): AsyncIterable<FoundFile[]>;
}
