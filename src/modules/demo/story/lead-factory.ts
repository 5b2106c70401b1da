import { GIVEN_NAMES, REGIONS, REMARKS, ROADS, SOURCES, SURNAMES, TAGS, TITLES, TRADES } from '../data/companies.js';
import { demoPhone } from '../data/people.js';
import { COMPANY_SIZES, INTERESTS } from '../data/sales.js';
import type { Dice } from '../random.js';
import type { DemoWords } from '../words.js';
import { CompanyNames } from './company-names.js';
import type { StoryFacts } from './story.js';

/** What is known of a lead from the beginning; keys as in the API. */
export interface LeadFacts extends StoryFacts {
  phone: string;
  email: string | null;
  wechat: string | null;
  sourceId: string;
  industryId: string;
  regionId: string;
  address: string;
  remark: string | null;
  tags: string[];
  custom: Record<string, unknown>;
}

/** Leads' phones begin behind those of the staff. */
const FIRST_PHONE = 1000;

/** Invents leads; no two are of the same company or have the same phone. */
export class LeadFactory {
  private readonly companies: CompanyNames;

  constructor(
    private readonly dice: Dice,
    private readonly words: DemoWords,
    /** A day from now, as YYYY-MM-DD. */
    private readonly dayFromNow: (days: number) => string,
  ) {
    this.companies = new CompanyNames(dice);
  }

  next(): LeadFacts {
    const { dice, words: known } = this;
    const { region, cities } = dice.weighted(REGIONS);
    const { words, industry } = dice.pick(TRADES);
    const phone = demoPhone(FIRST_PHONE + this.companies.size);
    const city = dice.pick(cities);
    return {
      name: dice.pick(SURNAMES) + dice.pick(GIVEN_NAMES),
      company: this.companies.next(city, words),
      title: dice.pick(TITLES),
      phone,
      email: dice.chance(0.5) ? `contact${phone.slice(-4)}@example.com` : null,
      wechat: dice.chance(0.4) ? `wx_${phone.slice(-4)}` : null,
      sourceId: known.leadSource.get(dice.weighted(SOURCES).source)!,
      industryId: known.industry.get(industry)!,
      regionId: known.region.get(region)!,
      address: `${city}市${dice.pick(ROADS)}${dice.between(1, 399)}号`,
      remark: dice.chance(0.2) ? dice.pick(REMARKS) : null,
      tags: dice.some(TAGS, 3),
      custom: this.custom(),
    };
  }

  private custom(): Record<string, unknown> {
    const { dice } = this;
    const [small, medium, large, giant] = Object.keys(COMPANY_SIZES);
    const size = dice.next();
    return {
      companySize: size < 0.45 ? small : size < 0.75 ? medium : size < 0.93 ? large : giant,
      ...(dice.chance(0.7) && { budget: `${dice.between(1, 60) * 5000}.00` }),
      ...(dice.chance(0.5) && { decisionDate: this.dayFromNow(dice.between(-30, 120)) }),
      ...(dice.chance(0.6) && {
        interests: [dice.pick(Object.keys(INTERESTS)), ...dice.some(Object.keys(INTERESTS), 2)].filter(
          (code, n, all) => all.indexOf(code) === n,
        ),
      }),
    };
  }
}
