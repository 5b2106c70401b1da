import type { Sql } from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import { pinyinOf } from '../text/index.js';
import type { FieldDescriptor, ObjectDescriptor } from '../records/descriptor.js';
import { Registry } from '../registry.js';

/** What stands where the name of a person stood who wanted to be forgotten. */
export const FORGOTTEN = '已清除';

/**
 * Port: a kind of record that is about a person. Its descriptor says by `personal` which fields; they are emptied in the
 * record and in its history when the person's data are erased (OPS-03).
 */
export interface PersonalSubject {
  descriptor: ObjectDescriptor;
  /** Columns made of personal ones by the program, and what they become. Generated columns follow by themselves. */
  derived(): Record<string, string>;
  /** Rows r that may be erased; every one when absent. */
  erasable?: Sql;
  /** What else is about the persons of these records and stands elsewhere. */
  alsoErase?(ctx: Ctx, ids: string[]): Promise<void>;
}

/** What columns of pinyin and initials become when their name is forgotten. */
export const forgottenPinyin = (pinyin: string, initials: string) => (): Record<string, string> => {
  const name = pinyinOf(FORGOTTEN);
  return { [pinyin]: name.full, [initials]: name.initials };
};

const registry = new Registry<PersonalSubject>('what tells of persons');

export const registerPersonalSubject = (subject: PersonalSubject): (() => void) =>
  registry.add(subject.descriptor.object, subject);

export const personalSubjects = (): PersonalSubject[] => registry.all();

export const personalFields = ({ descriptor }: PersonalSubject): FieldDescriptor[] =>
  descriptor.fields.filter(({ personal }) => personal !== undefined);

/** One phone, or a list of them. */
export const isPhone = ({ type, members }: FieldDescriptor): boolean => type === 'phone' || members === 'phone';

/** Fields whose values belong to one person alone: wherever they stand in a text, they tell who it is about. */
export const identifyingFields = (subject: PersonalSubject): FieldDescriptor[] =>
  personalFields(subject).filter((field) => field.personal === 'identifying' || field.type === 'email' || isPhone(field));
