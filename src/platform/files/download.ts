import type { AppReply } from '../http/request.js';
import type { StoredFile } from './file-store.js';

const MEDIA_TYPES: Record<string, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  gz: 'application/gzip',
};

/** A file on its way to a client. */
export interface Download extends StoredFile {
  /** With its extension. */
  fileName: string;
}

/** Sends a file as a download. The transaction has ended by the time it flows, however slowly it is read. */
export function sendDownload(reply: AppReply, { stream, bytes, fileName }: Download): void {
  const extension = fileName.split('.').at(-1)!;
  void reply.headers({
    'Content-Type': MEDIA_TYPES[extension] ?? 'application/octet-stream',
    'Content-Length': String(bytes),
    'Content-Disposition': disposition('attachment', fileName),
    'Cache-Control': 'private, no-store',
  });
  void reply.send(stream);
}

/** RFC 6266: a plain name for old clients, and the real one in RFC 8187 encoding. */
export function disposition(kind: 'attachment' | 'inline', fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
