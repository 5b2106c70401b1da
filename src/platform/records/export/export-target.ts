import { Injectable } from '@nestjs/common';
import type { ObjectDescriptor } from '../descriptor.js';
import { Registry } from '../../registry.js';

/** A row as lists have it: by field key, custom fields below `custom`. */
export type ExportRow = Record<string, unknown>;

/** An object whose records can be exported. */
export interface ExportTarget {
  descriptor: ObjectDescriptor;
}

/** Which objects can be exported. Modules register theirs in `onModuleInit`. */
@Injectable()
export class ExportTargets {
  private readonly targets = new Registry<ExportTarget>('what is exported');

  /** @throws Error when the object has a target already */
  register(target: ExportTarget): void {
    const { object } = target.descriptor;
    this.targets.add(object, target);
  }

  /** @throws Error when the object cannot be exported */
  get(object: string): ExportTarget {
    return this.targets.need(object);
  }
}
