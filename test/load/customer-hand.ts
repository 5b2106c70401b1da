import type { Dataset } from './dataset.js';

/** Rules by which a sea deals its customers to everybody in turn. */
const DEALING = (department: string): string =>
  JSON.stringify({
    assignment: {
      enabled: true,
      workingTimeOnly: false,
      lines: [
        {
          key: 'all',
          name: '轮流',
          strategy: 'roundRobin',
          candidates: [{ kind: 'department', id: department }],
          whenNobody: 'stay',
        },
      ],
    },
  });

/** The SQL that somebody would write by hand for the work that is measured: the same rows, the same history, in few statements. */
export class CustomerHand {
  readonly sea: string;
  private readonly tenant: string;
  private readonly everybody: string;

  constructor(data: Dataset) {
    this.tenant = data.tenantId;
    this.sea = data.seas[0]!;
    this.everybody = data.headquarters;
  }

  /** The sea's next rules, which assign. */
  assigns(): string {
    return `INSERT INTO pool_rules (tenant_id, id, pool_id, number, status, rules, effective_from, applied_at)
        SELECT tenant_id, uuidv7(), pool_id, number + 1, status, rules || '${DEALING(this.everybody)}', now() - interval '1 hour', now()
        FROM pool_rules WHERE tenant_id = '${this.tenant}' AND pool_id = '${this.sea}'`;
  }

  /** Lets so many customers wait in the sea, those that wait there already among them. */
  waiting(count: number): string {
    return `UPDATE customers SET pool_id = '${this.sea}', home_pool_id = '${this.sea}', entered_pool_at = created_at, owner_id = NULL, owned_since = NULL,
        reclaim_at = NULL, reclaim_rule_id = NULL, reclaim_rule_key = NULL
      WHERE tenant_id = '${this.tenant}' AND id IN (
        SELECT id FROM customers WHERE tenant_id = '${this.tenant}' ORDER BY (pool_id = '${this.sea}') IS TRUE DESC, id LIMIT ${count})`;
  }

  /** Whether anybody waits there still. */
  waits(): string {
    return `SELECT FROM customers WHERE tenant_id = '${this.tenant}' AND pool_id = '${this.sea}' LIMIT 1`;
  }

  assign(): string {
    return this.dealt(
      'assigned',
      `SELECT id, row_number() OVER (ORDER BY entered_pool_at, id) AS n FROM customers WHERE tenant_id = '${this.tenant}' AND pool_id = '${this.sea}'`,
      `SELECT employee_id AS id, row_number() OVER (ORDER BY employee_id) AS n FROM employee_departments WHERE tenant_id = '${this.tenant}' AND department_id = '${this.everybody}'`,
    );
  }

  /** Makes so many owned customers one person's. */
  belongingTo(person: string, count: number): string {
    return `UPDATE customers SET owner_id = '${person}' WHERE tenant_id = '${this.tenant}' AND id IN (
      SELECT id FROM customers WHERE tenant_id = '${this.tenant}' AND owner_id IS NOT NULL ORDER BY (owner_id = '${person}') DESC, id DESC LIMIT ${count})`;
  }

  handOver(from: string, receivers: readonly string[]): string {
    return this.dealt(
      'handedOver',
      `SELECT id, row_number() OVER (ORDER BY id) AS n FROM customers WHERE tenant_id = '${this.tenant}' AND owner_id = '${from}'`,
      `SELECT u.id, u.n FROM unnest('{${receivers.join()}}'::uuid[]) WITH ORDINALITY AS u(id, n)`,
    );
  }

  /** Gives each of these customers so many follow-ups. */
  followUps(ids: readonly string[], count: number): string {
    return `INSERT INTO follow_ups (tenant_id, id, customer_id, method, content, at, created_at, created_by)
      SELECT c.tenant_id, uuidv7(), c.id, 'call', '电话沟通,对方下周答复', now() - k * interval '1 minute', now(), e.id
      FROM customers c CROSS JOIN generate_series(1, ${count}) k CROSS JOIN (SELECT id FROM employees WHERE tenant_id = '${this.tenant}' ORDER BY id LIMIT 1) e
      WHERE c.tenant_id = '${this.tenant}' AND c.id IN ('${ids.join("','")}')`;
  }

  /** Ends the other customer, moves what hangs below it, and keeps what was moved, so that it can be undone. */
  merge(survivor: string, other: string): string[] {
    const mergeId = `${survivor.slice(0, -1)}f`;
    const moved = (object: string, rows: string): string => `WITH moved AS (${rows} RETURNING id)
      INSERT INTO customer_merge_moves (tenant_id, merge_id, object, record_id, from_id) SELECT '${this.tenant}', '${mergeId}', '${object}', id, '${other}' FROM moved`;
    const below = (table: string): string =>
      `UPDATE ${table} SET customer_id = '${survivor}' WHERE tenant_id = '${this.tenant}' AND customer_id = '${other}'`;
    return [
      `INSERT INTO customer_merges (tenant_id, id, survivor_id, merged_ids, before, after, merged_at)
        VALUES ('${this.tenant}', '${mergeId}', '${survivor}', '{${other}}', '{}', '{}', now())`,
      moved(
        'active',
        `UPDATE customers SET state = 'merged', merged_into_id = '${survivor}', unique_name_key = NULL, reclaim_at = NULL, reclaim_rule_id = NULL, reclaim_rule_key = NULL,
          version = version + 1, updated_at = now() WHERE tenant_id = '${this.tenant}' AND id = '${other}'`,
      ),
      moved('contact', below('contacts')),
      moved('followUp', below('follow_ups')),
      `UPDATE customers r SET follow_up_count = f.n, last_follow_up_at = f.last, version = version + 1, updated_at = now()
        FROM (SELECT count(*) AS n, max(at) AS last FROM follow_ups WHERE tenant_id = '${this.tenant}' AND customer_id = '${survivor}') f
        WHERE r.tenant_id = '${this.tenant}' AND r.id = '${survivor}'`,
    ];
  }

  /** Deals the customers of one query to the people of another in turn, with new deadlines, and writes the ledger. */
  private dealt(kind: string, customers: string, people: string): string {
    return `WITH dealt AS (
        SELECT c.id, p.id AS owner_id FROM (${customers}) c JOIN (SELECT u.*, count(*) OVER () AS total FROM (${people}) u) p ON p.n = 1 + c.n % p.total
      ), moved AS (
        UPDATE customers r SET owner_id = d.owner_id, pool_id = NULL, entered_pool_at = NULL, owned_since = now(), acquisition = 'assigned',
          reclaim_at = now() + interval '15 days', reclaim_rule_id = rule.id, reclaim_rule_key = 'idle', version = version + 1, updated_at = now()
        FROM dealt d CROSS JOIN (SELECT id FROM pool_rules WHERE tenant_id = '${this.tenant}' AND pool_id = '${this.sea}' ORDER BY number DESC LIMIT 1) rule
        WHERE r.tenant_id = '${this.tenant}' AND r.id = d.id
        RETURNING r.id, old.owner_id AS from_owner, new.owner_id AS to_owner, old.pool_id AS from_pool
      )
      INSERT INTO ownership_ledger (tenant_id, object, record_id, kind, at, from_owner_id, to_owner_id, from_pool_id)
      SELECT '${this.tenant}', 'customer', id, '${kind}', now(), from_owner, to_owner, from_pool FROM moved`;
  }
}
