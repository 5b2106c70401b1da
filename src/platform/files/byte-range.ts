import type { ByteRange } from './file-store.js';

const ONE_RANGE = /^bytes=(\d{1,15})?-(\d{1,15})?$/;

/**
 * The one part that a `Range` header asks for (RFC 9110). Undefined, which means the whole file, where it cannot be
 * understood or asks for several parts at once: a server may ignore it, and many small parts are only good for abuse.
 * Null where the file has no such part.
 */
export function byteRange(header: string | undefined, size: number): ByteRange | undefined | null {
  const [, from, to] = ONE_RANGE.exec(header ?? '') ?? [];
  if (from === undefined && to === undefined) return undefined;
  const range =
    from === undefined
      ? { first: Math.max(size - Number(to), 0), last: size - 1 }
      : { first: Number(from), last: Math.min(to === undefined ? Infinity : Number(to), size - 1) };
  if (from !== undefined && to !== undefined && Number(to) < Number(from)) return undefined;
  return range.first > range.last ? null : range;
}
