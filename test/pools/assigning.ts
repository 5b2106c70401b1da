import { AssignmentRun } from '../../src/modules/pools/assignment/assignment-run.js';
import type { AssignmentLine, AssignmentRules } from '../../src/modules/pools/assignment/assignment-rules.js';
import type { RunDoor } from '../../src/modules/pools/index.js';
import { newId } from '../../src/platform/database/ids.js';
import type { Enterprise, Person } from '../support/enterprise.js';
import { sql, type World } from '../support/world.js';

/** A line that deals to these people in turn. */
export const line = (people: readonly Person[], more: Partial<AssignmentLine> = {}): AssignmentLine => ({
  key: 'all',
  name: '轮流',
  strategy: 'roundRobin',
  candidates: people.map(({ id }) => ({ kind: 'employee', id })),
  whenNobody: 'stay',
  ...more,
});

export const assigning = (lines: AssignmentLine[], more: Partial<AssignmentRules> = {}): { assignment: AssignmentRules } => ({
  assignment: { enabled: true, lines, workingTimeOnly: false, ...more },
});

/** What a job is for a run, without the queue. */
export const door = (acme: Enterprise, runId = newId()): RunDoor => ({
  runId,
  unit: (work) => acme.as(work),
  progress: async () => {},
  giveWay: async () => {},
});

export const assign = (world: World, acme: Enterprise, runId?: string) => world.get(AssignmentRun).run(door(acme, runId));

/** How many leads each of these people owns. */
export async function shares(acme: Enterprise, people: readonly Person[]): Promise<number[]> {
  const rows = await acme.as((ctx) =>
    ctx.db.query<{ id: string; n: number }>(
      sql`SELECT owner_id AS id, count(*) AS n FROM leads WHERE owner_id IS NOT NULL GROUP BY 1`,
    ),
  );
  const counts = new Map(rows.map(({ id, n }) => [id, n]));
  return people.map(({ id }) => counts.get(id) ?? 0);
}
