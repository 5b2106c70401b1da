import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { fileEmpty, fileTooLarge } from './files.errors.js';
import type { MediaType } from './type/media-types.js';
import { HEAD_BYTES } from './type/recognise.js';

/** What a route takes: told the beginning of a file, it says what it is and how large it may be, or refuses it. */
export type Admission = (head: Buffer) => Promise<{ type: MediaType; maxBytes: number }>;

/**
 * Lets a file through and gets to know it on its way: how large it is, its SHA-256, and what it is, which decides how
 * much of it passes. Nothing is kept but the beginning, and nothing passes before that is admitted.
 */
export class Measured extends Transform {
  bytes = 0;
  type: MediaType | undefined;
  private readonly hash = createHash('sha256');
  private waiting: Buffer[] = [];
  private maxBytes = Infinity;

  constructor(private readonly admission?: Admission) {
    super();
  }

  /** Of what has passed; to be asked once, at the end. */
  sha256(): string {
    return this.hash.digest('hex');
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: (error?: Error | null) => void): void {
    this.bytes += chunk.length;
    this.hash.update(chunk);
    if (this.admission && !this.type) {
      this.waiting.push(chunk);
      if (this.bytes < HEAD_BYTES) return done();
      void settle(this.admit(), done);
    } else done(this.pass(chunk));
  }

  override _flush(done: (error?: Error | null) => void): void {
    if (!this.admission || this.type) return done();
    if (this.bytes === 0) return done(fileEmpty());
    void settle(this.admit(), done);
  }

  private async admit(): Promise<void> {
    const head = Buffer.concat(this.waiting);
    this.waiting = [];
    const { type, maxBytes } = await this.admission!(head.subarray(0, HEAD_BYTES));
    this.type = type;
    this.maxBytes = maxBytes;
    const tooLarge = this.pass(head);
    if (tooLarge) throw tooLarge;
  }

  private pass(chunk: Buffer): Error | null {
    if (this.bytes > this.maxBytes) return fileTooLarge({ limit: this.maxBytes });
    this.push(chunk);
    return null;
  }
}

async function settle(work: Promise<void>, done: (error?: Error | null) => void): Promise<void> {
  try {
    await work;
  } catch (error) {
    return done(error as Error);
  }
  done();
}
