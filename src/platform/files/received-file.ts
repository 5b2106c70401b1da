import { basename } from 'node:path';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { AppRequest } from '../http/request.js';
import type { FileStore } from './file-store.js';
import type { MediaType } from './type/media-types.js';

const LONGEST_NAME = 200;
// Line breaks would forge headers, marks that turn the writing direction would hide a file's real extension.
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** What is known of a file that has arrived in full. */
export interface Arrival {
  /** The last part of its key. */
  id: string;
  /** Where it lies in the file store. */
  key: string;
  /** What its sender calls it, made harmless; decides nothing. */
  name: string;
  bytes: number;
  sha256: string;
  /** What it is by its content, where the route asks. */
  type: MediaType | undefined;
  /** Other fields of the form. */
  fields: Readonly<Record<string, string>>;
}

/** An uploaded file. It is removed again unless somebody keeps it. */
export class ReceivedFile {
  private state: 'waiting' | 'kept' | 'removed' = 'waiting';

  constructor(
    private readonly store: FileStore,
    readonly arrival: Arrival,
  ) {}

  get key(): string {
    return this.arrival.key;
  }

  get name(): string {
    return this.arrival.name;
  }

  get fields(): Readonly<Record<string, string>> {
    return this.arrival.fields;
  }

  /** The file now belongs to a row of the running transaction. @throws Error when the sender has left and it is removed */
  keep(): void {
    if (this.state === 'removed') throw new Error('The sender of the file has left');
    this.state = 'kept';
  }

  /** Called when the answer is out, or its receiver gone. */
  async settle(failed: boolean): Promise<void> {
    if (this.state === 'kept' && !failed) return;
    this.state = 'removed';
    await this.store.remove(this.key);
  }
}

/** The last part of whatever path the sender named, without characters that are not seen. */
export function harmlessName(name: string | undefined): string {
  const plain = basename((name ?? '').replaceAll('\\', '/'))
    .replace(UNSEEN, '')
    .trim();
  // Cut by characters, so that no half of one is left.
  return plain === '' || plain === '.' || plain === '..' ? 'file' : [...plain].slice(-LONGEST_NAME).join('');
}

/** A request that ReceivesFile has passed. */
export type UploadRequest = AppRequest & { received?: ReceivedFile };

/** The file that `@UseGuards(ReceivesFile)` has received. */
export const Received = createParamDecorator(
  (_: unknown, context: ExecutionContext): ReceivedFile => context.switchToHttp().getRequest<UploadRequest>().received!,
);
