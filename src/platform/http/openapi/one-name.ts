import { Logger } from '@nestjs/common';

const TOLD = /^Duplicate DTO detected: "([^"]+)"/;

/**
 * Runs the generator and refuses two classes of one name that differ: the second would replace the first in every operation,
 * and the generator only tells its log.
 * @throws Error naming the classes
 */
export function withOneClassAName<T>(generate: () => T): T {
  const names = new Set<string>();
  const warn = Logger.warn.bind(Logger) as (message: unknown, ...more: unknown[]) => void;
  Logger.warn = (message: unknown, ...more: unknown[]): void => {
    const name = TOLD.exec(String(message))?.[1];
    if (name === undefined) warn(message, ...more);
    else names.add(name);
  };
  try {
    const result = generate();
    if (names.size > 0) throw new Error(`Several classes of different members are called ${[...names].join(', ')}: rename one`);
    return result;
  } finally {
    Logger.warn = warn;
  }
}
