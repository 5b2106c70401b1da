import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../platform/context/ctx.js';
import { DictionaryBulk } from '../settings/index.js';
import { REGIONS, SOURCES, TRADES } from './data/companies.js';
import { INVALID_REASONS } from './data/conversations.js';
import {
  CHANNELS,
  CUSTOMER_LEVELS,
  CUSTOMER_SOURCES,
  CUSTOMER_STATUSES,
  FOLLOW_UP_TYPES,
  PROGRESSES,
  WON,
} from './data/customers.js';

const LABELS = {
  region: REGIONS.map(({ region }) => region),
  industry: TRADES.map(({ industry }) => industry),
  leadSource: SOURCES.map(({ source }) => source),
  invalidReason: INVALID_REASONS,
  customerLevel: Object.values(CUSTOMER_LEVELS),
  customerStatus: [...Object.values(CUSTOMER_STATUSES), WON],
  customerSource: CUSTOMER_SOURCES,
  channelType: [...new Set(CHANNELS)],
  followUpProgress: Object.values(PROGRESSES),
  followUpType: Object.values(FOLLOW_UP_TYPES),
};

/** Ids of the words that the demo sorts records by, by their labels. */
export type DemoWords = Readonly<Record<keyof typeof LABELS, ReadonlyMap<string, string>>>;

/** Puts the demo's words into the dictionaries, beside those that every enterprise begins with. */
@Injectable()
export class DemoDictionaries {
  constructor(private readonly dictionaries: DictionaryBulk) {}

  async establish(ctx: Ctx): Promise<DemoWords> {
    const words: Partial<Record<keyof typeof LABELS, ReadonlyMap<string, string>>> = {};
    // a dictionary each: the number of statements does not grow with the words
    for (const [dictionary, lines] of Object.entries(LABELS) as [keyof typeof LABELS, string[]][]) {
      words[dictionary] = (await this.dictionaries.plant(ctx, dictionary, { lines })).ids;
    }
    return words as DemoWords;
  }
}
