export type Environment = Readonly<Record<string, string | undefined>>;

export interface IntegerRange {
  fallback: number;
  min: number;
  max: number;
}

/**
 * Reads typed values out of environment variables and collects what is wrong with them instead of stopping at the
 * first problem, so that an operator mends a configuration in one go. An empty variable counts as absent, because
 * container files pass unset variables as empty ones.
 */
export class EnvironmentReader {
  readonly problems: string[] = [];
  private readonly env: Environment;

  constructor(env: Environment) {
    this.env = env;
  }

  optional(name: string): string | undefined {
    return this.env[name]?.trim() || undefined;
  }

  required(name: string, why: string): string {
    const value = this.optional(name);
    if (value === undefined) this.problems.push(`${name} is missing: ${why}`);
    return value ?? '';
  }

  integer(name: string, { fallback, min, max }: IntegerRange): number {
    const text = this.optional(name);
    if (text === undefined) return fallback;
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    this.problems.push(`${name} must be a whole number from ${min} to ${max}, not "${text}"`);
    return fallback;
  }

  oneOf<const T extends string>(name: string, allowed: readonly T[], fallback: T): T {
    const text = this.optional(name);
    if (text === undefined) return fallback;
    const value = allowed.find((candidate) => candidate === text);
    if (value === undefined) this.problems.push(`${name} must be one of ${allowed.join(', ')}, not "${text}"`);
    return value ?? fallback;
  }

  flag(name: string, fallback: boolean): boolean {
    return this.oneOf(name, ['true', 'false'], fallback ? 'true' : 'false') === 'true';
  }

  list(name: string): string[] {
    return (this.optional(name) ?? '')
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean);
  }

  /** Checks that a value is an address of one of the given schemes. Never repeats the value: it may hold a password. */
  url(name: string, value: string | undefined, schemes: readonly string[]): string {
    if (value === undefined || value === '') return '';
    const scheme = URL.canParse(value) ? new URL(value).protocol.replace(':', '') : undefined;
    if (scheme === undefined || !schemes.includes(scheme)) {
      this.problems.push(`${name} must be an address that begins with ${schemes.map((s) => `${s}://`).join(' or ')}`);
    }
    return value;
  }
}
