import type { Ctx } from '../../../platform/context/ctx.js';
import { newId } from '../../../platform/database/ids.js';
import { pinyinOf } from '../../../platform/text/index.js';
import { COMMENTS } from '../data/customers.js';
import type { Dice } from '../random.js';
import type { ContactFacts } from './customer-factory.js';
import type { CustomerStory } from './customer.writer.js';
import { insertRows, iso } from './story-rows.js';

const MINUTE = 60_000;

/** Who reads and asks beside a customer's owner. */
export interface Colleagues {
  dice: Dice;
  /** Superiors by the people below them. */
  superiorOf: (employeeId: string) => string;
  colleagueIds: readonly string[];
}

/** Puts what stands around customers into the tables: contacts, whom follow-ups were about, comments on them, collaborators. */
export async function writeSurroundings(ctx: Ctx, stories: readonly CustomerStory[], colleagues: Colleagues): Promise<void> {
  const contacts = stories.flatMap((story) => story.facts.contacts.map((facts) => ({ story, facts, id: newId() })));
  const keyPersons = new Map(contacts.filter(({ facts }) => facts.is_key).map(({ story, id }) => [story.id, id]));
  await insertRows(ctx, 'contacts', CONTACT_COLUMNS, contacts.map(contactRow));
  await insertRows(ctx, 'follow_up_contacts', LINK_COLUMNS, links(stories, keyPersons, colleagues));
  const conversations = stories.flatMap((story) => comments(story, colleagues));
  await insertRows(ctx, 'comments', COMMENT_COLUMNS, conversations);
  await insertRows(ctx, 'collaborators', COLLABORATOR_COLUMNS, collaborators(stories, colleagues));
}

function contactRow({ story, facts, id }: { story: CustomerStory; facts: ContactFacts; id: string }): Record<string, unknown> {
  const { full, initials } = pinyinOf(facts.name);
  const at = iso(story.createdAt);
  const by = story.createdBy;
  const keys = { name_pinyin: full, initials };
  return { ...facts, ...keys, id, customer_id: story.id, created_at: at, created_by: by, updated_at: at, updated_by: by };
}

/** Most talks were with the key person. */
function links(
  stories: readonly CustomerStory[],
  keyPersons: ReadonlyMap<string, string>,
  { dice }: Colleagues,
): Record<string, unknown>[] {
  return stories.flatMap((story) =>
    story.followUps.flatMap(({ id, at }) =>
      dice.chance(0.7) ? [{ follow_up_id: id, contact_id: keyPersons.get(story.id), at: iso(at) }] : [],
    ),
  );
}

/** A superior asks about a follow-up, its author answers. */
function comments({ followUps }: CustomerStory, { dice, superiorOf }: Colleagues): Record<string, unknown>[] {
  return followUps.flatMap(({ id: recordId, at, by }) => {
    if (!dice.chance(0.06)) return [];
    const { question, answer } = dice.pick(COMMENTS);
    const id = newId();
    const on = { object: 'followUp', record_id: recordId };
    const asked = { ...on, id, content: question, at: iso(at + 10 * MINUTE), created_by: superiorOf(by) };
    const answered = { ...on, id: newId(), reply_to_id: id, content: answer, at: iso(at + 25 * MINUTE), created_by: by };
    return [asked, answered];
  });
}

function collaborators(stories: readonly CustomerStory[], { dice, colleagueIds }: Colleagues): Record<string, unknown>[] {
  return stories.flatMap(({ id, ownerId, placedAt }) => {
    if (ownerId === null || !dice.chance(0.12)) return [];
    const access = dice.chance(0.5) ? 'write' : 'read';
    const colleagueId = dice.pick(colleagueIds.filter((each) => each !== ownerId));
    return [
      {
        object: 'customer',
        record_id: id,
        employee_id: colleagueId,
        access,
        created_at: iso(placedAt),
        created_by: ownerId,
      },
    ];
  });
}

const CONTACT_COLUMNS = {
  id: 'uuid',
  customer_id: 'uuid',
  name: 'text',
  title: 'text',
  department: 'text',
  phone: 'text',
  email: 'text',
  wechat: 'text',
  birthday: 'date',
  gender: 'text',
  is_key: 'boolean',
  decision_role: 'text',
  name_pinyin: 'text',
  initials: 'text',
  created_at: 'timestamptz',
  created_by: 'uuid',
  updated_at: 'timestamptz',
  updated_by: 'uuid',
};
const LINK_COLUMNS = { follow_up_id: 'uuid', contact_id: 'uuid', at: 'timestamptz' };
const COMMENT_COLUMNS = {
  id: 'uuid',
  object: 'text',
  record_id: 'uuid',
  reply_to_id: 'uuid',
  content: 'text',
  at: 'timestamptz',
  created_by: 'uuid',
};
const COLLABORATOR_COLUMNS = {
  object: 'text',
  record_id: 'uuid',
  employee_id: 'uuid',
  access: 'text',
  created_at: 'timestamptz',
  created_by: 'uuid',
};
