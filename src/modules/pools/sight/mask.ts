import { maskPhone } from '../../../platform/text/index.js';

/** A value of which enough is left to recognise it, not to use it. Absent values and what is no text stay. */
export function masked(type: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => masked(type, each));
  if (typeof value !== 'string' || value === '') return value;
  if (type === 'phone') return maskPhone(value);
  const [first = ''] = value;
  const at = value.lastIndexOf('@');
  return type === 'email' && at > 0 ? `${first}***${value.slice(at)}` : `${first}***`;
}
