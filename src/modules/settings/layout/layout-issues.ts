import type { Issue } from '../../../platform/errors/index.js';
import { text, type Text } from '../../../platform/i18n/locale.js';
import type { FormField } from './form-fields.js';
import type { LayoutSectionRequest } from './layout.requests.js';

const UNKNOWN = text('没有这个字段', 'There is no such field.');
const TWICE = text('字段已在表单中', 'The field stands on the form already.');
const NOT_WRITABLE = text('此字段由系统填写,不能必填', 'The server fills this field in; it cannot be required.');
const HIDDEN = text('必填字段没有默认值,不能隐藏', 'A required field without a default cannot be left out of the form.');

/** Everything that is wrong with a layout, with pointers. */
export function layoutIssues(fields: readonly FormField[], sections: readonly LayoutSectionRequest[]): Issue[] {
  const known = new Map(fields.map((field) => [field.key, field]));
  const seen = new Set<string>();
  return sections.flatMap((section, n) =>
    section.fields.flatMap(({ key, required, hidden }, m) => {
      const pointer = `/sections/${n}/fields/${m}`;
      const field = known.get(key);
      if (!field) return [issue(`${pointer}/key`, 'UNKNOWN_FIELD', UNKNOWN)];
      const twice = seen.has(key) ? [issue(`${pointer}/key`, 'NOT_UNIQUE', TWICE)] : [];
      seen.add(key);
      return [
        ...twice,
        ...(required && !field.writable ? [issue(`${pointer}/required`, 'NOT_ALLOWED', NOT_WRITABLE)] : []),
        ...(hidden && (required || field.required) && !field.hasDefault
          ? [issue(`${pointer}/hidden`, 'REQUIRED_FIELD_HIDDEN', HIDDEN)]
          : []),
      ];
    }),
  );
}

const issue = (pointer: string, code: string, message: Text): Issue => ({ pointer, code, message });
