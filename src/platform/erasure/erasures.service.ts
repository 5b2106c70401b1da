import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/index.js';
import type { Ctx } from '../context/ctx.js';
import { newId } from '../database/ids.js';
import { validationFailed } from '../errors/index.js';
import { text } from '../i18n/locale.js';
import { Jobs, type JobView } from '../jobs/index.js';
import { erasureOfNobody } from './erasure.errors.js';
import { ErasureQueries } from './erasure.queries.js';
import type { CreateErasureRequest } from './erasure.requests.js';
import { ErasureRows } from './erasure-rows.js';
import type { ErasureView } from './erasure.view.js';
import { personalSubjects } from './personal-subjects.js';

export const ERASURE_JOB = 'platform.erasePerson';
const EMPLOYEE = 'employee';

/** Finds out whose data are to be erased, and keeps that it was done (OPS-03). */
@Injectable()
export class Erasures {
  constructor(
    private readonly queries: ErasureQueries,
    private readonly rows: ErasureRows,
    private readonly jobs: Jobs,
    private readonly audit: AuditLog,
  ) {}

  async start(ctx: Ctx, { phone, employeeId, reason }: CreateErasureRequest): Promise<JobView> {
    if ((phone === undefined) === (employeeId === undefined)) throw onePerson();
    const records: Record<string, string[]> = {};
    const identifiers = new Set(phone === undefined ? [] : [phone]);
    for (const subject of personalSubjects()) {
      const { object } = subject.descriptor;
      const ids =
        phone === undefined
          ? object === EMPLOYEE
            ? await this.queries.withId(ctx, subject, employeeId!)
            : []
          : await this.queries.withPhone(ctx, subject, phone);
      if (ids.length === 0) continue;
      records[object] = ids;
      for (const value of await this.queries.identifiers(ctx, subject, ids)) identifiers.add(value);
    }
    if (employeeId !== undefined && !records[EMPLOYEE]) throw erasureOfNobody();
    const id = newId();
    const job = this.jobs.start(ctx, { kind: ERASURE_JOB, input: { erasureId: id } });
    await this.rows.insert(ctx, { id, jobId: job.id, reason, records, identifiers: [...identifiers] });
    const counts = Object.fromEntries(Object.entries(records).map(([object, ids]) => [object, ids.length]));
    await this.audit.record(ctx, {
      action: 'enterpriseData.erased',
      object: 'enterpriseData',
      objectId: id,
      summary: { reason, records: counts },
    });
    return job;
  }

  async get(ctx: Ctx, id: string): Promise<ErasureView> {
    const { records, jobId, status, reason, textsChanged, createdAt, finishedAt } = await this.rows.get(ctx, id);
    const counts = Object.entries(records).map(([object, ids]) => ({ object, count: ids.length }));
    return { id, jobId, status, reason, records: counts, textsChanged, createdAt, finishedAt };
  }
}

const onePerson = (): Error =>
  validationFailed({}, [
    { pointer: '', code: 'ONE_PERSON', message: text('phone 与 employeeId 须且只能给一个', 'Give either phone or employeeId.') },
  ]);
