import pg from 'pg';
import { PLANNER } from '../../src/platform/database/connection.js';

/** A statement that the application sent. */
export interface SentStatement {
  /** Kept by name, and so planned for its values or, after some uses, for any; others are planned each time. */
  named: boolean;
  text: string;
  values: unknown[];
}

/** Runs something and returns what was sent to the database meanwhile, begin, commit, savepoints and the planner's estimates left out. */
export async function statementsOf(work: () => Promise<unknown>): Promise<SentStatement[]> {
  const sent: SentStatement[] = [];
  const original = Object.getOwnPropertyDescriptor(pg.Client.prototype, 'query')!.value as (...args: unknown[]) => unknown;
  pg.Client.prototype.query = function record(this: pg.Client, ...args: unknown[]): never {
    const config = args[0] as string | { name?: string; text: string; values?: unknown[] };
    const text = typeof config === 'string' ? config : config.text;
    const values = (typeof config === 'string' ? (args[1] as unknown[] | undefined) : config.values) ?? [];
    if (!/^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|EXPLAIN)/.test(text) && !/pgboss|pg_listening_channels/.test(text))
      sent.push({ text, values, named: typeof config !== 'string' && config.name !== undefined });
    return original.apply(this, args) as never;
  };
  try {
    await work();
  } finally {
    pg.Client.prototype.query = original as never;
  }
  return sent;
}

interface PlanNode {
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: PlanNode[];
}

/** What a statement reads when it is run as the application's role in this enterprise: 8 kB pages from cache and disk. */
export async function buffersOf(
  appUrl: string,
  tenantId: string,
  { text, values }: SentStatement,
  mode: 'custom' | 'generic',
): Promise<number> {
  const client = new pg.Client({ connectionString: appUrl, options: PLANNER.join(' ') });
  await client.connect();
  try {
    await client.query(
      `SET plan_cache_mode = force_${mode}_plan; BEGIN; SELECT set_config('app.tenant_id', '${tenantId}', true)`,
    );
    const explain = (): Promise<pg.QueryResult<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>> =>
      client.query({ name: 'measured', text: `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`, values });
    await explain();
    const { Plan: plan } = (await explain()).rows[0]!['QUERY PLAN'][0];
    if (process.env.SHOW_PLANS)
      console.log(
        text,
        JSON.stringify(values).slice(0, 300),
        JSON.stringify(
          plan,
          (key, value: unknown) =>
            /Blocks|Output|Width|Cost|I\/O|Parallel|Async|Disabled/.test(key) && value === 0 ? undefined : value,
          1,
        ),
      );
    return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
  } finally {
    await client.end();
  }
}
