import { objectDescriptor, type FieldDescriptor, type ObjectDescriptor } from '../../../platform/records/index.js';
import type { NumberRule } from './number-rule.js';

/** A kind of record that bears numbers. */
export interface Numbered {
  /** As it is registered. */
  object: string;
  /** Key of the field that bears the number; a unique index guards its column. */
  field: string;
  /** How it is numbered as long as the enterprise says nothing. */
  rule: Omit<NumberRule, 'version'>;
}

const registry = new Map<string, Numbered>();

/** Port: makes an object take numbers by rules of the enterprise. Call it beside `registerObject`. */
export function registerNumbered(numbered: Numbered): void {
  registry.set(numbered.object, numbered);
}

export const numberedOf = (object: string): Numbered | undefined => registry.get(object);
export const allNumbered = (): Numbered[] => [...registry.values()];

/** Where the numbers of an object stand. */
export function numberColumn({ object, field }: Numbered): { descriptor: ObjectDescriptor; field: FieldDescriptor } {
  const descriptor = objectDescriptor(object);
  const found = descriptor?.fields.find(({ key }) => key === field);
  if (!descriptor || !found) throw new Error(`The object ${object} has no field ${field} to bear numbers`);
  return { descriptor, field: found };
}
