import { makeCustomer } from '../support/customers.js';
import { useWorld } from '../support/world.js';

describe('collaborators of customers', () => {
  const world = useWorld();

  it('PERM-03 CUST-05 lets a reader read and a writer change, in lists, searches and filters too, and nobody else', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 3 });
    const [owner, reader, writer] = acme.salespeople;
    const id = await makeCustomer(acme, owner!, '华夏科技');
    const path = `/customers/${id}/collaborators`;
    expect((await owner!.put(`${path}/${reader!.id}`, { access: 'read' })).status).toBe(200);
    const both = await acme.managers[0]!.put(`${path}/${writer!.id}`, { access: 'write' });
    expect(both.body.items).toEqual([
      expect.objectContaining({ employeeId: reader!.id, employeeName: reader!.name, access: 'read', createdBy: owner!.id }),
      expect.objectContaining({ employeeId: writer!.id, access: 'write', createdBy: acme.managers[0]!.id }),
    ]);
    for (const person of [reader!, writer!]) {
      expect((await person.get(`/customers/${id}`)).body.name).toBe('华夏科技');
      for (const query of ['scope=collaborating', 'scope=all', 'scope=all&q=华夏', 'scope=collaborating&filter[name]=华夏科技'])
        expect([query, (await person.get(`/customers?${query}&count=exact`)).body.page.total]).toEqual([query, 1]);
      expect((await person.get('/customers?scope=own')).body.items).toEqual([]);
    }
    expect((await owner!.get('/customers?scope=collaborating')).body.items).toEqual([]);
    expect((await reader!.patch(`/customers/${id}`, { remark: 'x' })).status).toBe(403);
    expect((await writer!.patch(`/customers/${id}`, { remark: 'x' })).status).toBe(200);
    expect((await writer!.put(`${path}/${writer!.id}`, { access: 'read' })).status).toBe(403);
    expect((await owner!.delete(`${path}/${writer!.id}`)).status).toBe(204);
    expect((await owner!.delete(`${path}/${writer!.id}`)).body.code).toBe('COLLABORATOR_NOT_FOUND');
    expect((await writer!.get(`/customers/${id}`)).status).toBe(404);
    expect((await owner!.put(`${path}/${id}`, { access: 'read' })).body.code).toBe('ASSIGNEE_NOT_FOUND');
  });

  it('PERM-08 names the collaborator as the rule that decided', async () => {
    const acme = await world.enterprise({ salespeople: 2 });
    const [owner, reader] = acme.salespeople;
    const id = await makeCustomer(acme, owner!);
    await owner!.put(`/customers/${id}/collaborators/${reader!.id}`, { access: 'read' });
    const explained = await acme.admin.post('/permission-explanations', {
      employeeId: reader!.id,
      action: 'read',
      object: 'customer',
      recordId: id,
    });
    expect(explained.body).toMatchObject({ allowed: true, decidedBy: { kind: 'standing', standing: 'collaborator' } });
  });
});
