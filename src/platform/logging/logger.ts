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
      serializers: { err: errorLine },
      formatters: { level: (label) => ({ level: label }) },
      base: null,
    },
    pino.destination({ sync: false, minLength: 4096 }),
  );
  return root;
}

/**
 * What a log line says of an error. Errors of the database carry their whole connection with them, and their code would be
 * taken for a secret one: of all that only what helps to find the cause is kept.
 */
function errorLine(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  return { type: name, message, stack, errorCode: code, constraint, table, ...(cause ? { cause: errorLine(cause) } : {}) };
}

/** Writes what is still buffered; called before the process ends. */
export const flushLogs = (): void => root?.flush();
