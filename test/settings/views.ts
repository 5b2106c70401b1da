import type { Person } from '../support/enterprise.js';

/** Leads that matter. */
export const HIGH = { all: [{ field: 'degree', op: 'in', value: ['high'] }] };

/** Saves a view of leads, or of what the body says. */
export async function saveView(person: Person, body: object = {}): Promise<{ id: string; version: number }> {
  const answer = await person.post('/views', { object: 'lead', name: '重点', condition: HIGH, ...body });
  expect([answer.status, answer.body]).toEqual([201, expect.objectContaining({ version: 1 })]);
  return answer.body as { id: string; version: number };
}

/** The names of views in the order of the list. */
export const listedViews = async (person: Person, query = 'object=lead'): Promise<string[]> =>
  (await person.get(`/views?${query}`)).body.items.map(({ name }: { name: string }) => name);
