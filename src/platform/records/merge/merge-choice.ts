import { validationFailed, type Issue } from '../../errors/index.js';
import { text } from '../../i18n/locale.js';
import { customKey, type CustomField } from '../custom-field.js';

const ITSELF = text('不能与自己合并', 'A record cannot be merged into itself.');
const NO_SUCH_FIELD = text('没有这个可合并的字段', 'There is no such field to merge.');
const NO_SUCH_RECORD = text('须是参与合并的记录之一', 'This must be one of the records that are merged.');

/** @throws validationFailed for a record that is merged into itself, and for fields and records that are not to be chosen */
export function refuseWrongChoice(
  survivorId: string,
  ids: readonly string[],
  wins: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  custom: readonly CustomField[],
): void {
  const known = new Set([...keys, ...custom.map(({ key }) => customKey(key))]);
  const records = new Set<unknown>([survivorId, ...ids]);
  const issues: Issue[] = [
    ...ids.flatMap((id, n) => (id === survivorId ? [{ pointer: `/ids/${n}`, code: 'NOT_ALLOWED', message: ITSELF }] : [])),
    ...Object.entries(wins).flatMap(([field, id]) => [
      ...(known.has(field) ? [] : [issue(field, 'UNKNOWN_FIELD', NO_SUCH_FIELD)]),
      ...(records.has(id) ? [] : [issue(field, 'NOT_ALLOWED', NO_SUCH_RECORD)]),
    ]),
  ];
  if (issues.length > 0) throw validationFailed({}, issues);
}

const issue = (field: string, code: string, message: Issue['message']): Issue => ({
  pointer: `/fields/${field.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`,
  code,
  message,
});

/** The fields that were chosen, in the shape of a body. */
export function chosenFields(wins: Readonly<Record<string, unknown>>): { custom: Record<string, unknown> } {
  const names = Object.keys(wins);
  const own = names.filter((name) => name.startsWith('custom.')).map((name) => [name.slice('custom.'.length), true]);
  return {
    ...Object.fromEntries(names.filter((name) => !name.startsWith('custom.')).map((name) => [name, true])),
    custom: Object.fromEntries(own),
  };
}
