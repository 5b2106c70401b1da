import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { AppReply, AppRequest } from '../http/request.js';
import { byteRange } from './byte-range.js';
import { disposition } from './download.js';
import type { FileStore } from './file-store.js';
import { rangeNotSatisfiable } from './files.errors.js';

/** What a request says of what it has already, and of the part that it wants. */
export interface AskedPart {
  range: string | undefined;
  ifRange: string | undefined;
  ifNoneMatch: string | undefined;
}

/** Bytes that never change, under a name. */
export interface Content {
  key: string;
  /** Of the whole of it; undefined where parts of it are not to be had. */
  size: number | undefined;
  /** Names these very bytes. */
  etag: string;
  mediaType: string;
  fileName: string;
  inline: boolean;
}

const HEADERS = ['Range', 'If-Range', 'If-None-Match'];

/** The headers of a conditional or partial GET (RFC 9110). */
export const Asked = createParamDecorator(
  (_: unknown, context: ExecutionContext): AskedPart => {
    const { range, 'if-range': ifRange, 'if-none-match': ifNoneMatch } = context.switchToHttp().getRequest<AppRequest>().headers;
    return { range, ifRange: ifRange as string | undefined, ifNoneMatch };
  },
  [
    (target, key) => {
      const method = Object.getOwnPropertyDescriptor(target, key!)!;
      for (const name of HEADERS) ApiHeader({ name, required: false })(target, key!, method);
    },
  ],
);

/**
 * Sends content whole, in part, or says that the asker has it already. Whatever it is, no browser takes it for something
 * else than it is said to be, and nothing in it runs.
 * @throws Problem FILE_GONE, RANGE_NOT_SATISFIABLE
 */
export async function sendContent(reply: AppReply, store: FileStore, content: Content, asked: AskedPart): Promise<void> {
  const { key, size, mediaType, fileName, inline } = content;
  const etag = `"${content.etag}"`;
  const isAbout = asked.ifRange === undefined || asked.ifRange === etag;
  const range = size !== undefined && isAbout ? byteRange(asked.range, size) : undefined;
  if (range === null) {
    void reply.header('Content-Range', `bytes */${size}`);
    throw rangeNotSatisfiable();
  }
  const unchanged = names(asked.ifNoneMatch, etag);
  const found = unchanged ? undefined : await store.read(key, range);
  void reply.headers({ ETag: etag, 'Accept-Ranges': 'bytes', 'Cache-Control': 'private, no-cache' });
  if (!found) return void reply.status(304).send();
  if (range) void reply.status(206).header('Content-Range', `bytes ${range.first}-${range.last}/${size}`);
  void reply.headers({
    'Content-Type': mediaType,
    'Content-Length': String(found.bytes),
    'Content-Disposition': disposition(inline ? 'inline' : 'attachment', fileName),
    'Content-Security-Policy': "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; sandbox",
    'X-Content-Type-Options': 'nosniff',
  });
  void reply.send(found.stream);
}

/** Whether one of the listed tags is this one; a weak tag of the same bytes will do here. */
const names = (header: string | undefined, etag: string): boolean =>
  header !== undefined && header.split(',').some((each) => ['*', etag].includes(each.trim().replace(/^W\//, '')));
