import { Injectable } from '@nestjs/common';
import sql, { join, type Sql } from 'sql-template-tag';
import type { Ctx } from '../context/ctx.js';
import { AbilityCache } from './ability-cache.js';

/** Who else may see something: before people are told of it. */
@Injectable()
export class Onlookers {
  constructor(private readonly abilities: AbilityCache) {}

  /**
   * Of these employees, those for whom the test holds. It is made once per person, with a context that acts for them, and
   * all are asked in one statement. Who is suspended or gone sees nothing.
   */
  async among(ctx: Ctx, employeeIds: readonly string[], test: (theirs: Ctx) => Sql): Promise<Set<string>> {
    const abilities = employeeIds.length === 0 ? [] : await this.abilities.ofMany(ctx.db, employeeIds);
    if (abilities.length === 0) return new Set();
    const tests = abilities.map((ability) => {
      const { employeeId } = ability;
      const theirs: Ctx = { ...ctx, ability, actor: { ...ctx.actor, employeeId, sessionId: null, accountId: '', name: '' } };
      return sql`SELECT ${employeeId}::uuid AS id WHERE ${test(theirs)}`;
    });
    const seeing = await ctx.db.once<{ id: string }>(join(tests, ' UNION ALL '));
    return new Set(seeing.map(({ id }) => id));
  }
}
