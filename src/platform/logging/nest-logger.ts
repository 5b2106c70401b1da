import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Config } from '../config/index.js';
import { rootLogger } from './logger.js';

/** Nest's own messages and `new Logger(Context)` lines go through pino; an object as message becomes fields. */
export class NestLogger implements LoggerService {
  private readonly logger: Logger;

  constructor(log: Config['log']) {
    this.logger = rootLogger(log);
  }

  log(message: unknown, ...rest: unknown[]): void {
    // What Nest tells about its own start is of no use in operation.
    this.write(NOISY.has(rest.at(-1)) ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(level: 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal', message: unknown, rest: unknown[]): void {
    const context = rest.at(-1);
    const [detail] = rest.length > 1 ? rest : [];
    if (message instanceof Error) this.logger[level]({ context, err: message }, message.message);
    else if (typeof message === 'object' && message !== null)
      this.logger[level]({ context, ...message }, typeof detail === 'string' ? detail : undefined);
    else this.logger[level]({ context, ...(typeof detail === 'string' ? { detail } : {}) }, String(message));
  }
}

const NOISY = new Set<unknown>(['InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestFactory', 'NestApplication']);
