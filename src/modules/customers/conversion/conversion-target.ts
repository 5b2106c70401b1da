import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { Text } from '../../../platform/i18n/locale.js';
import { Registry } from '../../../platform/registry.js';

/** What a lead has become, for whatever is made along with it. */
export interface Converted {
  leadId: string;
  customerId: string;
  contactId: string | null;
}

/**
 * Port: a kind of record that may be made when a lead is converted (LEAD-05), such as an opportunity or an order. It is made
 * in the same transaction: what it throws takes the whole conversion back.
 */
export interface ConversionTarget {
  /** `opportunity`; what a request names, kept nowhere. */
  object: string;
  label: Text;
  /**
   * Makes one at the customer and answers its id. The target checks permission and `values`, which are as its own creation
   * takes them, and points into them from `/`.
   */
  create(ctx: Ctx, converted: Converted, values: Readonly<Record<string, unknown>>): Promise<string>;
}

/** All that leads may be converted to beside customers and contacts; none is fine. Modules register in `onModuleInit`. */
@Injectable()
export class ConversionTargets {
  private readonly targets = new Registry<ConversionTarget>('what leads are converted to');

  /** @throws Error when the kind is registered twice */
  register(target: ConversionTarget): void {
    this.targets.add(target.object, target);
  }

  find(object: string): ConversionTarget | undefined {
    return this.targets.get(object);
  }
}
