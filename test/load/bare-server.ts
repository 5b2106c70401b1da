/**
 * The plain counterpart: Fastify and pg, nothing else. It sends the statements that HighSeas sends for the same request,
 * without sign-in, permissions or transaction, and answers with the rows of the last one.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fastify from 'fastify';
import pg from 'pg';
import type { Scenario } from './scenario.js';

const scenarios = new Map(
  (JSON.parse(readFileSync(process.env.SCENARIOS!, 'utf8')) as Scenario[]).map((scenario) => [scenario.name, scenario]),
);
const pool = new pg.Pool({
  connectionString: process.env.APP_URL!,
  max: 16,
  options: `-c app.tenant_id=${process.env.TENANT_ID!} -c jit=off -c random_page_cost=1.1`,
});
const app = fastify();

app.get('/:name', (request) => answer(scenarios.get((request.params as { name: string }).name)!));
app.post('/:name', (request) => answer(scenarios.get((request.params as { name: string }).name)!));

const turns = new Map<string, number>();

async function answer(scenario: Scenario): Promise<unknown> {
  const turn = turns.get(scenario.name) ?? 0;
  turns.set(scenario.name, turn + 1);
  let rows: unknown[] = [];
  for (const { text, values } of scenario.targets || scenario.madeIds.length > 0
    ? retargeted(scenario, turn)
    : scenario.statements)
    rows = (await pool.query(text, values)).rows;
  return { items: rows };
}

/** The recorded statements for the next target, with ids of its own wherever the recording made one. */
function retargeted({ statements, targets, madeIds }: Scenario, turn: number): Scenario['statements'] {
  let text = JSON.stringify(statements);
  if (targets) text = text.replaceAll(targets[0]!, targets[(turn + 1) % targets.length]!);
  for (const id of madeIds) text = text.replaceAll(id, randomUUID());
  return JSON.parse(text) as Scenario['statements'];
}

app.listen({ port: 0, host: '127.0.0.1' }).then(
  (url) => process.send!({ url }),
  () => process.exit(1),
);
