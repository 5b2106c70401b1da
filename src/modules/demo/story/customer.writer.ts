import type { Ctx } from '../../../platform/context/ctx.js';
import { customerKeys, nameColumnsOf } from '../../customers/index.js';
import { ARCHIVE_REASONS, CUSTOMER_STATUSES, PROGRESSES, WON } from '../data/customers.js';
import { QUARANTINE_REASON } from '../data/conversations.js';
import type { Dice } from '../random.js';
import type { DemoWords } from '../words.js';
import type { CustomerFacts } from './customer-factory.js';
import { insertRows, PLACE_COLUMNS, placeOf, type Named } from './story-rows.js';
import type { Story } from './story.js';

export type CustomerStory = Named<Story<CustomerFacts>>;

/** What customers are written with: their numbers are given already, in the order of the stories. */
export interface CustomerWriting {
  dice: Dice;
  words: DemoWords;
  numbers: readonly string[];
  unique: Parameters<typeof nameColumnsOf>[1];
}

/** Puts customers into their table as their stories end; deadlines are left to the pool engine. */
export async function writeCustomers(ctx: Ctx, stories: readonly CustomerStory[], writing: CustomerWriting): Promise<void> {
  const rows = stories.map((story, n) => row(story, writing.numbers[n]!, writing));
  await insertRows(ctx, 'customers', COLUMNS, rows);
}

function row(story: CustomerStory, number: string, { dice, words, unique }: CustomerWriting): Record<string, unknown> {
  const { facts, degree, ownerId } = story;
  const status = degree === 'high' && dice.chance(0.4) ? WON : CUSTOMER_STATUSES[degree];
  const isArchived = ownerId !== null && dice.chance(0.01);
  return {
    ...facts,
    ...placeOf(story),
    ...nameColumnsOf(customerKeys(facts.company, facts.shortName), unique),
    name: facts.company,
    short_name: facts.shortName,
    number,
    status_id: words.customerStatus.get(status),
    progress_id: words.followUpProgress.get(PROGRESSES[degree]),
    level_id: facts.levelId,
    industry_id: facts.industryId,
    region_id: facts.regionId,
    channel_type_id: facts.channelTypeId,
    source_id: facts.sourceId,
    is_private: ownerId !== null && dice.chance(0.03),
    state: isArchived ? 'archived' : 'active',
    archive_reason: isArchived ? dice.pick(ARCHIVE_REASONS) : null,
    quarantine_reason: story.quarantinedUntil === null ? null : QUARANTINE_REASON,
  };
}

const COLUMNS = {
  ...PLACE_COLUMNS,
  name: 'text',
  short_name: 'text',
  number: 'text',
  status_id: 'uuid',
  level_id: 'uuid',
  industry_id: 'uuid',
  region_id: 'uuid',
  channel_type_id: 'uuid',
  source_id: 'uuid',
  progress_id: 'uuid',
  address: 'text',
  longitude: 'double precision',
  latitude: 'double precision',
  phone: 'text',
  website: 'text',
  remark: 'text',
  tags: 'text[]',
  is_private: 'boolean',
  state: 'text',
  archive_reason: 'text',
  ...Object.fromEntries(
    Object.keys(nameColumnsOf(customerKeys('-', null), { name: true, shortName: true })).map((column) => [column, 'text']),
  ),
};
