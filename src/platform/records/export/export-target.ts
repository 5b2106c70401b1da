import { Injectable } from '@nestjs/common';
import type { ObjectDescriptor } from '../descriptor.js';

/** A row as lists have it: by field key, custom fields below `custom`. */
export type ExportRow = Record<string, unknown>;

/** An object whose records can be exported. */
export interface ExportTarget {
  descriptor: ObjectDescriptor;
}

/** Which objects can be exported. Modules register theirs in `onModuleInit`. */
@Injectable()
export class ExportTargets {
  private readonly targets = new Map<string, ExportTarget>();

  /** @throws Error when the object has a target already */
  register(target: ExportTarget): void {
    const { object } = target.descriptor;
    if (this.targets.has(object)) throw new Error(`The export of ${object} is registered twice`);
    this.targets.set(object, target);
  }

  /** @throws Error when the object cannot be exported */
  get(object: string): ExportTarget {
    const target = this.targets.get(object);
    if (!target) throw new Error(`There is no export of ${object}`);
    return target;
  }
}
