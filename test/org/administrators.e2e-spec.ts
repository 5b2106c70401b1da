import type { Client } from '../support/client.js';
import { makeKey, roleId } from '../support/keys.js';
import { useWorld } from '../support/world.js';

describe('an administrator', () => {
  const world = useWorld();

  it('ACC-11 PERM-01: is no key, whatever its roles: the last person who is one stays', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const role = await roleId(acme, 'systemAdministrator');
    const { client } = await makeKey(world, acme, { scopes: ['employee:*', 'role:*', 'lead:*'], roles: ['systemAdministrator'] });
    expect((await client.get('/leads')).status).toBe(200);
    const ends = (by: Client) => [
      by.post(`/roles/${role}/withdrawals`, { ids: [acme.admin.id] }),
      by.post(`/employees/${acme.admin.id}/suspension`),
      by.post(`/employees/${acme.admin.id}/departure`),
    ];
    const refused = (await Promise.all([...ends(acme.admin), ...ends(client)])).map(({ body }) => body.code as string);
    expect(refused.slice(0, 3)).toEqual(refused.slice(0, 3).map(() => 'LAST_ADMINISTRATOR'));
    for (const code of refused) expect(['LAST_ADMINISTRATOR', 'NOT_PERMITTED', 'FORBIDDEN']).toContain(code);
    expect((await acme.admin.get('/administration/overview')).status).toBe(200);
  });
});
