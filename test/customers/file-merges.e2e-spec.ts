import { fileField, namesIn, upload } from '../settings/files.js';
import type { Person } from '../support/enterprise.js';
import { useWorld } from '../support/world.js';

describe('files in fields of merged records', () => {
  const world = useWorld();
  const mayRead = async (person: Person, ids: string[]): Promise<boolean[]> =>
    Promise.all(ids.map(async (id) => (await person.get(`/files/${id}`)).status === 200));

  it('DICT-03 CUST-03 go along with the values of customers that the survivor takes over, and return when that is undone', async () => {
    const acme = await world.enterprise({ managers: 1, salespeople: 1 });
    const [manager, seller] = [acme.managers[0]!, acme.salespeople[0]!];
    await fileField(acme, 'customer');
    await fileField(acme, 'customer', { key: 'licence', label: '执照' });
    const [own, theirs, licence] = [
      await upload(seller, '己.txt'),
      await upload(seller, '彼.txt'),
      await upload(seller, '照.txt'),
    ];
    const { body: survivor } = await seller.post('/customers', { name: '华夏', custom: { contract: [own] } });
    const { body: other } = await seller.post('/customers', { name: '东海', custom: { contract: [theirs], licence: [licence] } });
    const fields = { 'custom.contract': other.id };
    const merged = await manager.post('/customers/merges', { survivorId: survivor.id, ids: [other.id], fields });
    expect([namesIn(merged.body), namesIn(merged.body, 'licence')]).toEqual([['彼.txt'], ['照.txt']]);
    for (const id of [theirs, licence]) expect((await seller.get(`/files/${id}`)).body).toMatchObject({ recordId: survivor.id });
    const [{ id: mergeId }] = (await seller.get(`/customers/${survivor.id}/merges`)).body.items as [{ id: string }];
    const undone = await manager.post(`/customers/merges/${mergeId}/reversal`);
    expect([undone.status, namesIn(undone.body), namesIn(undone.body, 'licence')]).toEqual([200, ['己.txt'], undefined]);
    const revived = await seller.get(`/customers/${other.id}`);
    expect([namesIn(revived.body), namesIn(revived.body, 'licence')]).toEqual([['彼.txt'], ['照.txt']]);
    expect((await seller.get(`/files/${own}`)).body).toMatchObject({ recordId: survivor.id });
    expect((await seller.get(`/files/${theirs}`)).body).toMatchObject({ recordId: other.id });
    expect(await mayRead(manager, [own, theirs, licence])).toEqual([true, true, true]);
  });

  it('DICT-03 CUST-03 do not return where somebody has replaced them since, and no value names them then', async () => {
    const acme = await world.enterprise({ managers: 1 });
    const [manager] = acme.managers as [Person];
    await fileField(acme, 'customer');
    const [theirs, second, later] = [
      await upload(manager, '彼.txt'),
      await upload(manager, '次.txt'),
      await upload(manager, '后.txt'),
    ];
    const { body: survivor } = await manager.post('/customers', { name: '华夏' });
    const { body: other } = await manager.post('/customers', { name: '东海', custom: { contract: [theirs, second] } });
    await manager.post('/customers/merges', { survivorId: survivor.id, ids: [other.id] });
    await manager.patch(`/customers/${survivor.id}`, { custom: { contract: [second, later] } });
    const [{ id: mergeId }] = (await manager.get(`/customers/${survivor.id}/merges`)).body.items as [{ id: string }];
    const undone = await manager.post(`/customers/merges/${mergeId}/reversal`);
    expect([undone.status, namesIn(undone.body)]).toEqual([200, ['后.txt']]);
    expect(namesIn((await manager.get(`/customers/${other.id}`)).body)).toEqual(['次.txt']);
    expect(await mayRead(manager, [second, later])).toEqual([true, true]);
  });

  it('DICT-03 LEAD-02 go along with the values of leads that the survivor takes over', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    await fileField(acme, 'lead');
    const file = await upload(seller, '彼.txt');
    const { body: survivor } = await seller.post('/leads', { name: 'A' });
    const { body: other } = await seller.post('/leads', { name: 'B', custom: { contract: [file] } });
    const merged = await acme.admin.post('/leads/merges', { survivorId: survivor.id, ids: [other.id] });
    expect([merged.status, namesIn(merged.body)]).toEqual([200, ['彼.txt']]);
    expect((await seller.get(`/files/${file}`)).body).toMatchObject({ recordId: survivor.id });
  });

  it('DICT-03 LEAD-05 are carried over when a lead is converted, each to one record, where the field takes them', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const [seller] = acme.salespeople as [Person];
    await fileField(acme, 'lead');
    await fileField(acme, 'lead', { key: 'photo', label: '照片' });
    await fileField(acme, 'customer', { required: true });
    await fileField(acme, 'contact');
    await fileField(acme, 'contact', { key: 'photo', label: '照片', fileKinds: ['picture'] });
    const [contract, photo] = [await upload(acme.admin, '合同.txt'), await upload(acme.admin, '照片.txt')];
    const custom = { contract: [contract], photo: [photo] };
    const { body: lead } = await acme.admin.post('/leads', { name: '李静', company: '华夏', ownerId: seller.id, custom });
    const preview = await seller.post(`/leads/${lead.id}/conversion/preview`, {});
    expect(namesIn(preview.body.customer)).toEqual(['合同.txt']);
    expect(preview.body.contact.custom).toBeUndefined();
    expect(preview.body.lost).toEqual([{ field: 'custom.photo', label: '照片', reason: 'notTakenThere' }]);
    const stolen = { customer: { custom: { contract: [photo] } } };
    expect((await seller.post(`/leads/${lead.id}/conversion`, stolen)).body.errors[0].pointer).toBe(
      '/customer/custom/contract/0',
    );
    const { status, body } = await seller.post(`/leads/${lead.id}/conversion`, {});
    expect(status).toBe(200);
    expect(namesIn((await seller.get(`/customers/${body.customerId}`)).body)).toEqual(['合同.txt']);
    expect((await seller.get(`/files/${contract}`)).body).toMatchObject({
      object: 'customer.custom.contract',
      recordId: body.customerId,
    });
    expect((await seller.get(`/files/${photo}`)).body).toMatchObject({ object: 'lead.custom.photo', recordId: lead.id });
  });
});
