import {
  CITY_PLACES,
  CONTACT_DEPARTMENTS,
  CUSTOMER_LEVELS,
  CUSTOMER_SOURCES,
  CUSTOMER_TAGS,
  CHANNELS,
  LEVEL_WEIGHTS,
} from '../data/customers.js';
import { GIVEN_NAMES, REGIONS, REMARKS, ROADS, SURNAMES, TITLES, TRADES } from '../data/companies.js';
import { demoPhone } from '../data/people.js';
import type { Dice } from '../random.js';
import type { DemoWords } from '../words.js';
import { CompanyNames } from './company-names.js';
import type { StoryFacts } from './story.js';

/** Somebody at a customer; keys are the columns of their table. */
export interface ContactFacts {
  name: string;
  title: string;
  department: string;
  phone: string;
  email: string | null;
  wechat: string | null;
  birthday: string | null;
  gender: 'male' | 'female';
  is_key: boolean;
  decision_role: string;
}

/** What is known of a customer from the beginning; keys as in the API, beside those that talks are about. */
export interface CustomerFacts extends StoryFacts {
  shortName: string;
  levelId: string;
  industryId: string;
  regionId: string;
  channelTypeId: string;
  sourceId: string;
  phone: string;
  website: string | null;
  address: string;
  longitude: number;
  latitude: number;
  remark: string | null;
  tags: string[];
  contacts: ContactFacts[];
}

/** Phones of contacts begin behind those of leads, those of customers behind these. */
const FIRST_CONTACT = 4000;
const FIRST_CUSTOMER = 8000;

/** Invents customers with one to three contacts, of whom the first is the key person. */
export class CustomerFactory {
  private readonly companies: CompanyNames;
  private contacts = 0;

  constructor(
    private readonly dice: Dice,
    private readonly known: DemoWords,
    /** A day from now, as YYYY-MM-DD. */
    private readonly dayFromNow: (days: number) => string,
  ) {
    this.companies = new CompanyNames(dice);
  }

  next(): CustomerFacts {
    const { dice, known } = this;
    const { region, cities } = dice.weighted(REGIONS);
    const { words, industry } = dice.pick(TRADES);
    const phone = demoPhone(FIRST_CUSTOMER + this.companies.size);
    const city = dice.pick(cities);
    const company = this.companies.next(city, words);
    const contacts = Array.from({ length: dice.between(1, 3) }, (_, n) => this.contact(n === 0));
    return {
      name: contacts[0]!.name,
      title: contacts[0]!.title,
      company,
      shortName: company.replace('有限公司', ''),
      levelId: known.customerLevel.get(CUSTOMER_LEVELS[dice.weighted(LEVEL_WEIGHTS).level])!,
      industryId: known.industry.get(industry)!,
      regionId: known.region.get(region)!,
      channelTypeId: known.channelType.get(dice.pick(CHANNELS))!,
      sourceId: known.customerSource.get(dice.pick(CUSTOMER_SOURCES))!,
      phone,
      website: dice.chance(0.4) ? `https://c${phone.slice(-4)}.example.com` : null,
      address: `${city}市${dice.pick(ROADS)}${dice.between(1, 399)}号`,
      ...this.around(city),
      remark: dice.chance(0.2) ? dice.pick(REMARKS) : null,
      tags: dice.some(CUSTOMER_TAGS, 2),
      contacts,
    };
  }

  private contact(isKey: boolean): ContactFacts {
    const { dice } = this;
    const phone = demoPhone(FIRST_CONTACT + this.contacts++);
    return {
      name: dice.pick(SURNAMES) + dice.pick(GIVEN_NAMES),
      title: dice.pick(TITLES),
      department: dice.pick(CONTACT_DEPARTMENTS),
      phone,
      email: dice.chance(0.5) ? `person${phone.slice(-4)}@example.com` : null,
      wechat: dice.chance(0.4) ? `wx_${phone.slice(-4)}` : null,
      birthday: dice.chance(0.7) ? this.birthday() : null,
      gender: dice.chance(0.5) ? 'female' : 'male',
      is_key: isKey,
      decision_role: isKey ? 'decisionMaker' : dice.pick(['influencer', 'user', 'gatekeeper', 'buyer']),
    };
  }

  /** Any day of any year, on a day that all years have; some of them in the next days, so that there is something to wish. */
  private birthday(): string {
    const day = this.dayFromNow(this.dice.chance(0.05) ? this.dice.between(0, 10) : this.dice.between(-150, 180)).slice(5);
    return `${this.dice.between(1962, 2002)}-${day === '02-29' ? '02-28' : day}`;
  }

  private around(city: string): { longitude: number; latitude: number } {
    const [longitude, latitude] = CITY_PLACES[city]!;
    const near = (degrees: number): number => Math.round((degrees + (this.dice.next() - 0.5) * 0.2) * 1e5) / 1e5;
    return { longitude: near(longitude), latitude: near(latitude) };
  }
}
