import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../platform/context/ctx.js';
import { DictionaryBulk } from '../settings/index.js';
import { REGIONS, SOURCES, TRADES } from './data/companies.js';
import { INVALID_REASONS } from './data/conversations.js';

const LABELS = {
  region: REGIONS.map(({ region }) => region),
  industry: TRADES.map(({ industry }) => industry),
  leadSource: SOURCES.map(({ source }) => source),
  invalidReason: INVALID_REASONS,
};

/** Ids of the words that the demo sorts leads by, by their labels. */
export type DemoWords = Readonly<Record<keyof typeof LABELS, ReadonlyMap<string, string>>>;

/** Puts the demo's words into the dictionaries, beside those that every enterprise begins with. */
@Injectable()
export class DemoDictionaries {
  constructor(private readonly dictionaries: DictionaryBulk) {}

  async establish(ctx: Ctx): Promise<DemoWords> {
    const plant = async (dictionary: keyof typeof LABELS) =>
      (await this.dictionaries.plant(ctx, dictionary, { lines: LABELS[dictionary] })).ids;
    return {
      region: await plant('region'),
      industry: await plant('industry'),
      leadSource: await plant('leadSource'),
      invalidReason: await plant('invalidReason'),
    };
  }
}
