import { NAME_BEGINNINGS, NAME_ENDINGS } from '../data/companies.js';
import type { Dice } from '../random.js';

/** Invents names of companies, none twice. */
export class CompanyNames {
  private readonly given = new Set<string>();

  constructor(private readonly dice: Dice) {}

  /** How many it has given. */
  get size(): number {
    return this.given.size;
  }

  /** @param words what the company does, one of which stands in its name */
  next(city: string, words: readonly string[]): string {
    const { dice, given } = this;
    for (;;) {
      const name = `${city}${dice.pick(NAME_BEGINNINGS)}${dice.pick(NAME_ENDINGS)}${dice.pick(words)}有限公司`;
      if (given.has(name)) continue;
      given.add(name);
      return name;
    }
  }
}
