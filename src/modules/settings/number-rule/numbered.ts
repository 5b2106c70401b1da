import { objectDescriptor, type FieldDescriptor, type ObjectDescriptor } from '../../../platform/records/index.js';
import type { NumberRule } from './number-rule.js';
import { Registry } from '../../../platform/registry.js';

/** A kind of record that bears numbers. */
export interface Numbered {
  /** As it is registered. */
  object: string;
  /** Key of the field that bears the number; a unique index guards its column. */
  field: string;
  /** How it is numbered as long as the enterprise says nothing. */
  rule: Omit<NumberRule, 'version'>;
}

const registry = new Registry<Numbered>('numbered objects');

/** Port: makes an object take numbers by rules of the enterprise. Call it beside `registerObject`. */
export const registerNumbered = (numbered: Numbered): (() => void) => registry.add(numbered.object, numbered);

export const numberedOf = (object: string): Numbered | undefined => registry.get(object);
export const allNumbered = (): Numbered[] => registry.all();

/** Where the numbers of an object stand. */
export function numberColumn({ object, field }: Numbered): { descriptor: ObjectDescriptor; field: FieldDescriptor } {
  const descriptor = objectDescriptor(object);
  const found = descriptor?.fields.find(({ key }) => key === field);
  if (!descriptor || !found) throw new Error(`The object ${object} has no field ${field} to bear numbers`);
  return { descriptor, field: found };
}
