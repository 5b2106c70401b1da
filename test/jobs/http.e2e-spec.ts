import sql from 'sql-template-tag';
import { Jobs } from '../../src/platform/jobs/jobs.service.js';
import type { JobView } from '../../src/platform/jobs/job.view.js';
import type { Person } from '../support/enterprise.js';
import { eventually } from '../support/jobs.js';
import { useWorld } from '../support/world.js';

describe('jobs over HTTP', () => {
  const world = useWorld((config) => ({ ...config, role: 'all' }));
  const KIND = 'platform.housekeeping';
  const ended = (who: Person, id: string): Promise<boolean> =>
    eventually(async () => ((await who.get(`/jobs/${id}`)).body as JobView).status === 'succeeded');

  it('OPS-06 starts a schedule by hand, shows the job until it has ended, and then the run in the list', async () => {
    const { admin } = await world.enterprise();
    const answer = await admin.post(`/schedules/${KIND}/runs`);
    const { id } = answer.body as JobView;
    expect([answer.status, answer.headers.location]).toEqual([202, `/api/v1/jobs/${id}`]);
    await ended(admin, id);
    const { body } = await admin.get('/schedules');
    expect((body as { items: object[] }).items).toContainEqual(
      expect.objectContaining({
        kind: KIND,
        label: '清理过期数据',
        at: '03:30',
        lastRun: expect.objectContaining({ jobId: id, status: 'succeeded' }),
      }),
    );
    expect((await admin.get('/jobs', { filter: { kind: KIND, status: 'succeeded' } })).body).toMatchObject({
      items: [{ id, requestedBy: admin.id, progress: { done: 0, total: null } }],
      page: { nextCursor: null, hasMore: false },
    });
  });

  it('OPS-02 follows a job live until it has ended', async () => {
    const { admin } = await world.enterprise();
    const { id } = (await admin.post(`/schedules/${KIND}/runs`)).body as JobView;
    const answer = await admin.get(`/jobs/${id}/events`);
    expect(answer.headers).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    expect(answer.text).toMatch(/event: finished\ndata: \{.*"status":"succeeded".*\}\n\n$/);
  });

  it('lets a salesperson neither see nor start schedules, and see no job but their own', async () => {
    const { admin, salespeople } = await world.enterprise({ salespeople: 1 });
    const [lin] = salespeople as [Person];
    const { id } = (await admin.post(`/schedules/${KIND}/runs`)).body as JobView;
    const answers = [
      await lin.get('/schedules'),
      await lin.post(`/schedules/${KIND}/runs`),
      await lin.get(`/jobs/${id}`),
      await lin.delete(`/jobs/${id}`),
      await lin.get(`/jobs/${id}/events`),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([403, 403, 404, 404, 404]);
    expect((await lin.get('/jobs', { scope: 'all' })).body).toMatchObject({ items: [] });
  });

  it('answers for another enterprise as if there were no such job', async () => {
    const [first, second] = [await world.enterprise(), await world.enterprise()];
    const { id } = (await first.admin.post(`/schedules/${KIND}/runs`)).body as JobView;
    expect((await second.admin.get(`/jobs/${id}`)).body).toMatchObject({ code: 'JOB_NOT_FOUND' });
    expect((await second.admin.delete(`/jobs/${id}`)).status).toBe(404);
  });

  it('cancels a job that waits, and refuses to cancel one that has ended', async () => {
    const enterprise = await world.enterprise();
    const { admin } = enterprise;
    const id = await enterprise.as(async (ctx) => {
      const job = world.get(Jobs).start(ctx, { kind: KIND });
      ctx.announced.jobs.length = 0;
      // A row without its message: no worker takes it.
      await ctx.db.run(
        sql`INSERT INTO jobs (tenant_id, id, kind, created_by) VALUES (${ctx.tenantId}, ${job.id}, ${KIND}, ${admin.id})`,
      );
      return job.id;
    });
    const answers = [await admin.delete(`/jobs/${id}`), await admin.delete(`/jobs/${id}`)];
    expect(
      answers.map((answer) => [
        answer.status,
        (answer.body as JobView & { code: string }).status,
        (answer.body as { code?: string }).code,
      ]),
    ).toEqual([
      [202, 'cancelled', undefined],
      [409, 409, 'JOB_FINISHED'],
    ]);
  });

  it('refuses a filter, scope or limit that it does not know, by name', async () => {
    const { admin } = await world.enterprise();
    const answer = await admin.get('/jobs', 'filter[state]=x&filter[status]=gone&scope=mine&limit=0');
    expect(answer.status).toBe(400);
    expect((answer.body as { errors: { pointer: string }[] }).errors.map((error) => error.pointer).sort()).toEqual([
      '?filter/state',
      '?filter/status',
      '?limit',
      '?scope',
    ]);
  });
});
