import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';

/** What a module puts into every new enterprise, in the transaction that founds it (ACC-01). */
export interface Founding {
  name: string;
  found(ctx: Ctx): Promise<void>;
}

/** Port: higher modules register their defaults; lower ones are run first because their modules start first. */
@Injectable()
export class Foundings {
  private readonly steps: Founding[] = [];

  register(founding: Founding): void {
    this.steps.push(founding);
  }

  async run(ctx: Ctx): Promise<void> {
    for (const step of this.steps) await step.found(ctx);
  }
}
