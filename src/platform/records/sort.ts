import { raw, type Sql } from 'sql-template-tag';
import type { FieldType } from '../condition/index.js';
import type { Catalogue } from './catalogue.js';
import { customType } from './custom-types.js';
import { unknownSort } from './list.errors.js';

/** By what a list is ordered; ties are broken by id, so that the order is total. */
export interface Sort {
  key: string;
  descending: boolean;
  type: FieldType;
  nullable: boolean;
  /** The value in SQL. */
  expression: Sql;
  /** A custom field, whose values stand in record_field_values, alias s. */
  customFieldId?: string;
}

/** Reads `-createdAt`. @throws validationFailed for a field that is unknown, hidden or has no index for its order */
export function sortOf(catalogue: Catalogue, asked: string): Sort {
  const sort = findSort(catalogue, asked);
  if (!sort) throw unknownSort(asked.replace(/^-/, ''));
  return sort;
}

/** Whether lists of this actor can be put into the order. */
export const isSortable = (catalogue: Catalogue, asked: string): boolean => findSort(catalogue, asked) !== undefined;

function findSort(catalogue: Catalogue, asked: string): Sort | undefined {
  const descending = asked.startsWith('-');
  const key = descending ? asked.slice(1) : asked;
  const field = catalogue.builtIn(key);
  if (field?.sortable) {
    const column = field.sortColumn ?? field.column;
    return {
      key,
      descending,
      type: field.sortColumn === 'id' ? 'reference' : field.type,
      nullable: field.nullable ?? false,
      expression: raw(`r.${column}`),
    };
  }
  const custom = catalogue.customField(key);
  const { index, sortable } = custom ? customType(custom.type) : {};
  if (!custom?.indexed || !sortable) return undefined;
  const numeric = index === 'number';
  return {
    key,
    descending,
    type: numeric ? 'decimal' : 'text',
    nullable: true,
    expression: raw(numeric ? 's.number_value' : 's.text_value'),
    customFieldId: custom.id,
  };
}
