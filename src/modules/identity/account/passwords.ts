import { Inject, Injectable } from '@nestjs/common';
import { hash, verify, type Options } from '@node-rs/argon2';
import { CONFIG } from '../../../platform/config/config.token.js';
import type { Config } from '../../../platform/config/index.js';

/** OWASP's first choice for argon2id: 19 MiB, two passes. Tests use the least, because they sign in hundreds of people. */
const PRODUCTION: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const TEST: Options = { memoryCost: 8, timeCost: 1, parallelism: 1 };

/** Hashes and checks passwords (argon2id). */
@Injectable()
export class Passwords {
  private readonly options: Options;
  private readonly nobody: Promise<string>;

  constructor(@Inject(CONFIG) config: Config) {
    this.options = config.env === 'test' ? TEST : PRODUCTION;
    this.nobody = hash('nobody has this password', this.options);
  }

  hash(password: string): Promise<string> {
    return hash(password, this.options);
  }

  /** Takes as long for an account that does not exist, so that time tells nothing (ACC-04). */
  async matches(stored: string | null | undefined, password: string): Promise<boolean> {
    const right = await verify(stored ?? (await this.nobody), password);
    return right && stored !== null && stored !== undefined;
  }
}
