import type { Socket } from 'node:net';
import { malformedRequest, problemBody } from '../errors/index.js';
import { newId } from '../database/ids.js';

/** Answers what Node itself could not read as a request, for example headers beyond 16 KiB: there is no request to filter. */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const body = JSON.stringify(problemBody(malformedRequest(), 'zh-CN', newId()));
  socket.end(
    [
      'HTTP/1.1 400 Bad Request',
      'Content-Type: application/problem+json; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
