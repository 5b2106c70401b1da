import type { Client } from './client.js';
import type { Enterprise, Person } from './enterprise.js';
import { sql, type World } from './world.js';

/** A key of an integrator and a client that sends it. */
export interface TestKey {
  id: string;
  key: string;
  client: Client;
}

/** Sends a key and nothing else. */
export const keyClient = (world: World, key: string): Client => world.anonymous().with({ 'x-api-key': key });

/** The id of a role by its key. */
export const roleId = (acme: Enterprise, key: string): Promise<string> =>
  acme.as(async (ctx) => (await ctx.db.one<{ id: string }>(sql`SELECT id FROM roles WHERE key = ${key}`)).id);

/** Makes a key through the API. */
export async function makeKey(
  world: World,
  acme: Enterprise,
  { roles = [], maker = acme.admin, ...body }: { scopes: string[]; roles?: string[]; maker?: Person } & Record<string, unknown>,
): Promise<TestKey> {
  const roleIds: string[] = [];
  for (const role of roles) roleIds.push(await roleId(acme, role));
  const answer = await maker.post('/api-keys', { name: '官网留资', roleIds, ...body });
  if (answer.status !== 201) throw new Error(`No key: ${answer.status} ${JSON.stringify(answer.body)}`);
  const { id, key } = answer.body as { id: string; key: string };
  return { id, key, client: keyClient(world, key) };
}
