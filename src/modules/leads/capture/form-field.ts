import { customKey, type CustomField, type CustomFieldType } from '../../../platform/records/index.js';
import { leadDescriptor } from '../leads.descriptor.js';

/** A field of a form as it is kept. */
export interface KeptFormField {
  /** `phone`, `custom.budget`. */
  key: string;
  required: boolean;
}

/** What strangers may write of a lead: facts about themselves, nothing of how the enterprise works on it. */
const OPEN = new Set(['name', 'company', 'title', 'phone', 'email', 'wechat', 'address', 'website', 'remark']);
/** Whoever fills in the form does not know the enterprise's people and trees, and has nobody's permission to upload. */
const CLOSED_TYPES = new Set<CustomFieldType>(['person', 'department', 'region', 'file', 'formula']);

/** A field that a form may have, as front ends render it. */
export interface OfferedField {
  key: string;
  label: { 'zh-CN': string; en: string };
  type: string;
  choices: { code: string; label: string }[];
  maxLength: number | null;
}

export const offeredFields = (custom: readonly CustomField[]): OfferedField[] => [
  ...leadDescriptor.fields
    .filter(({ key }) => OPEN.has(key))
    .map(({ key, label, type, maxLength }) => ({ key, label, type, choices: [], maxLength: maxLength ?? null })),
  ...custom
    .filter(({ type }) => !CLOSED_TYPES.has(type))
    .map(({ key, label, type, choices }) => ({
      key: customKey(key),
      label: { 'zh-CN': label, en: label },
      type,
      choices: choices.filter(({ disabled }) => !disabled).map((choice) => ({ code: choice.code, label: choice.label })),
      maxLength: null,
    })),
];
