import type { Response } from 'supertest';
import { csv } from '../imports/sheets.js';
import { testPhone, type Person } from '../support/enterprise.js';
import { jobEnd } from '../support/jobs.js';

export type Body = Response['body'];
export const HEADER = ['姓名', '手机号', '工号', '部门', '直属上级', '坐席', '角色', '入职日期'];

/** A row by what matters in a test; a phone of its own unless it says otherwise. */
export const row = (
  name: string,
  { phone = testPhone(), number = '', department = '', superior = '', seat = '', role = '' } = {},
): string[] => [name, phone, number, department, superior, seat, role, '2026-03-01'];

export async function drafted(client: Person, rows: string[][], header = HEADER): Promise<Body> {
  const draft = await client.upload('/employees/imports', '员工.csv', await csv(header, rows));
  expect([draft.status, draft.body.unmapped, draft.body.missing]).toEqual([201, [], []]);
  return draft.body;
}

export async function begun(client: Person, rows: string[][], options?: object): Promise<{ id: string; jobId: string }> {
  const { id } = await drafted(client, rows);
  if (options) expect((await client.patch(`/employees/imports/${id}`, { options })).status).toBe(200);
  const run = await client.post(`/employees/imports/${id}/runs`);
  expect(run.status).toBe(202);
  return { id, jobId: run.body.id };
}

export async function imported(client: Person, rows: string[][], options?: object): Promise<Body> {
  const { id, jobId } = await begun(client, rows, options);
  expect(await jobEnd(client, jobId)).toMatchObject({ status: 'succeeded' });
  return (await client.get(`/employees/imports/${id}`)).body;
}
