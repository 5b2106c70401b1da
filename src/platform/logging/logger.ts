import { pino, type Logger } from 'pino';
import type { Config } from '../config/index.js';

/** Names whose values never reach a log line, however deep they stand. */
const SECRETS = ['password', 'accessToken', 'refreshToken', 'authorization', 'cookie', 'x-api-key', 'code', 'secret'];

let root: Logger | undefined;

/** The process's logger: JSON lines to standard output, written without waiting. */
export function rootLogger(log: Config['log'] = { level: 'info', pretty: false }): Logger {
  root ??= pino(
    {
      level: log.level,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRETS.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]), censor: '[secret]' },
      formatters: { level: (label) => ({ level: label }) },
      base: null,
    },
    pino.destination({ sync: false, minLength: 4096 }),
  );
  return root;
}

/** Writes what is still buffered; called before the process ends. */
export const flushLogs = (): void => root?.flush();
