import { raw } from 'sql-template-tag';
import type { ConditionField, FieldCatalogue, FieldType, Moment } from '../../src/platform/condition/index.js';

const types: Readonly<Record<string, FieldType>> = {
  name: 'text',
  phone: 'phone',
  visits: 'integer',
  rate: 'decimal',
  amount: 'money',
  signedOn: 'date',
  opensAt: 'time',
  seenAt: 'timestamp',
  active: 'boolean',
  level: 'choice',
  tags: 'choices',
  owner: 'reference',
  region: 'dictionary',
  paper: 'file',
};

function field(key: string, type: FieldType): ConditionField {
  const choices = type === 'choice' || type === 'choices' ? ['A', 'B', 'C'] : undefined;
  return { key, type, expression: raw(`r.${key}`), ...(choices && { choices }), read: (row) => row[key] };
}

const fields = new Map(Object.entries(types).map(([key, type]) => [key, field(key, type)]));

/** For specs: a field of each type. */
export const catalogue: FieldCatalogue = { field: (key) => fields.get(key) };

/** For specs: Saturday, 2026-11-21, 10:00 in Shanghai, where everybody works from Monday to Friday. */
export const moment: Moment = {
  now: new Date('2026-11-21T02:00:00Z'),
  zone: 'Asia/Shanghai',
  actorId: '018f0000-0000-7000-8000-00000000000a',
  calendar: { addWorkingDays: weekdaysFrom },
  dictionaries: { under: (ids) => ids.flatMap((id) => [id, `${id.slice(0, -1)}f`]) },
};

function weekdaysFrom(day: string, n: number): string {
  const date = new Date(day);
  for (let left = Math.abs(n); left > 0;) {
    date.setUTCDate(date.getUTCDate() + Math.sign(n));
    if (date.getUTCDay() % 6 !== 0) left -= 1;
  }
  return date.toISOString().slice(0, 10);
}
