import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { companyKey, nearCompanyKey } from '../../../platform/text/index.js';

/** So many names that contain the new one's core are looked at, and so many near ones are told of. */
const LOOKED_AT = 50;
const TOLD = 10;
/** From so much of two names' pairs of characters in common they are near (Dice's coefficient). */
const NEAR = 0.5;

/** A name about to be entered, as it is compared. */
export interface NearQuestion {
  /** Its key without region. */
  near: string;
  key: string;
}

/** Names that are not the same but near: a region or a word more or less (CUST-02). */
@Injectable()
export class NearNames {
  /**
   * Ids of customers whose names are near this one, nearest first, those of `except` left out. Candidates have the same
   * key without region (index customers_by_near_key), or contain it (the search index): bounded, however many there are.
   */
  async of(ctx: Ctx, name: string, except: ReadonlySet<string>): Promise<string[]> {
    const near = nearCompanyKey(name);
    const key = companyKey(name);
    if (near === null || key === null) return [];
    const containing = [...near].length < 2 ? sql`` : sql`UNION SELECT id FROM search_customers(${near}, ${LOOKED_AT}) AS id`;
    const rows = await ctx.db.query<{ id: string; key: string; near: string }>(sql`
      SELECT r.id, r.name_key AS key, r.near_key AS near FROM customers r
      WHERE r.state <> 'merged' AND r.id IN (
        (SELECT n.id FROM customers n WHERE n.near_key = ${near} ORDER BY n.id LIMIT ${LOOKED_AT}) ${containing}
      )`);
    return rows
      .filter(({ id }) => !except.has(id))
      .map((row) => ({ id: row.id, likeness: row.near === near ? 1 : Math.max(dice(row.key, key), dice(row.near, near)) }))
      .filter(({ likeness }) => likeness >= NEAR)
      .sort((a, b) => b.likeness - a.likeness || (a.id < b.id ? -1 : 1))
      .slice(0, TOLD)
      .map(({ id }) => id);
  }

  /**
   * For each of many names the id of a customer whose name is the same but for region and form, where there is one, by the
   * question's place. Index: customers_by_near_key.
   */
  async ofEach(ctx: Ctx, questions: readonly NearQuestion[]): Promise<Map<number, string>> {
    const rows = await ctx.db.query<{ n: number; id: string }>(sql`
      SELECT (q.n - 1)::integer AS n, f.id FROM unnest(${questions.map(({ near }) => near)}::text[], ${questions.map(({ key }) => key)}::text[]) WITH ORDINALITY AS q(near, key, n)
      CROSS JOIN LATERAL (
        SELECT c.id FROM customers c
        WHERE c.tenant_id = ${ctx.tenantId}::uuid AND c.near_key = q.near AND c.name_key <> q.key AND c.state <> 'merged' ORDER BY c.id LIMIT 1
      ) f`);
    return new Map(rows.map(({ n, id }) => [n, id]));
  }
}

/** How alike two texts are, from 0 to 1: twice the pairs of neighbouring characters in common over all pairs. */
export function dice(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)];
  const rest = [...right];
  const common = left.filter((pair) => {
    const at = rest.indexOf(pair);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
  return left.length + right.length === 0 ? 0 : (2 * common.length) / (left.length + right.length);
}

function pairsOf(text: string): string[] {
  const letters = [...text];
  return letters.slice(1).map((letter, n) => letters[n]! + letter);
}
