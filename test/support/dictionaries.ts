import type { Client } from './client.js';

/** The id of an item of a dictionary, by its label; of the first one where none is said. */
export async function itemId(client: Client, dictionary: string, label?: string): Promise<string> {
  const { body } = await client.get(`/dictionaries/${dictionary}/items?limit=1000`);
  const found = (body.items as { id: string; label: string }[]).find((item) => label === undefined || item.label === label);
  if (!found) throw new Error(`The dictionary ${dictionary} has no item ${label}`);
  return found.id;
}
