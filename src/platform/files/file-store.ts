import type { Readable } from 'node:stream';

/** A file opened for reading. */
export interface StoredFile {
  stream: Readable;
  /** Its size. */
  bytes: number;
}

/**
 * Where uploads and results lie. Keys come from `fileKey`. A file appears under its key only when it is complete, so a
 * process that dies while writing leaves nothing that could be taken for a file.
 */
export abstract class FileStore {
  /** Takes the whole stream, durably. Replaces a file of the same key. @returns its size in bytes */
  abstract write(key: string, source: Readable): Promise<{ bytes: number }>;

  /** @throws Problem FILE_GONE when there is no such file */
  abstract read(key: string): Promise<StoredFile>;

  /** Gives the file as a path on this machine, valid until the work is done: workbooks are read at random places. @throws Problem FILE_GONE */
  abstract withLocal<T>(key: string, work: (path: string) => Promise<T>): Promise<T>;

  /** Removes the file; one that is gone already is no error. */
  abstract remove(key: string): Promise<void>;

  /** Removes what writers that died before this instant have left unfinished for an enterprise. @returns how many */
  abstract removeUnfinished(tenantId: string, before: Date): Promise<number>;
}
