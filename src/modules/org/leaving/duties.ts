import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { Text } from '../../../platform/i18n/locale.js';

/** What a person does for others: a department led, a pool run. */
export interface DutyOf extends Record<string, unknown> {
  id: string;
  name: string;
}

/** Port: one kind of duty that ends when its holder leaves, or passes to a successor (ORG-07). */
export interface Duty {
  /** `departmentLeader`. */
  kind: string;
  label: Text;
  /** What the person is now, by name; at most `most`. */
  of(ctx: Ctx, employeeId: string, most: number): Promise<DutyOf[]>;
  /** In the transaction in which the person leaves. `to` is null where nobody succeeds. */
  pass(ctx: Ctx, from: string, to: string | null): Promise<void>;
}

/** All kinds of duties. Modules register theirs in `onModuleInit`. */
@Injectable()
export class Duties {
  private readonly kinds: Duty[] = [];

  register(duty: Duty): void {
    this.kinds.push(duty);
  }

  all(): Duty[] {
    return [...this.kinds];
  }

  async pass(ctx: Ctx, from: string, to: string | null): Promise<void> {
    for (const duty of this.kinds) await duty.pass(ctx, from, to);
  }
}
