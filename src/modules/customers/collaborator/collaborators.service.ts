import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { ProblemKind } from '../../../platform/errors/index.js';
import { RecordReader, type ObjectDescriptor } from '../../../platform/records/index.js';
import { assigneeNotFound } from '../../pools/index.js';
import { collaboratorNotFound } from '../customers.errors.js';
import { collaboratorsChanged } from '../customers.events.js';
import type { CollaboratorView } from './collaborator.view.js';

/** A kind of record that has collaborators; `missing` is its 404. */
export interface Collaborated {
  descriptor: ObjectDescriptor;
  missing: ProblemKind;
}

/** Collaborators (联合跟进人) of a record: read by whoever reads it, named by its owner and their superiors (PERM-03). */
@Injectable()
export class Collaborators {
  constructor(private readonly reader: RecordReader) {}

  /** In the order in which they were added. */
  async list(ctx: Ctx, { descriptor, missing }: Collaborated, recordId: string): Promise<CollaboratorView[]> {
    await this.reader.permit(ctx, descriptor, 'read', recordId, missing, { lock: false });
    return ctx.db.query<CollaboratorView & Record<string, unknown>>(sql`
      SELECT c.employee_id AS "employeeId", e.name AS "employeeName", c.access, c.created_at AS "createdAt", c.created_by AS "createdBy"
      FROM collaborators c JOIN employees e ON e.tenant_id = c.tenant_id AND e.id = c.employee_id
      WHERE c.object = ${descriptor.object} AND c.record_id = ${recordId}::uuid ORDER BY c.created_at, c.employee_id`);
  }

  /** Adds somebody, or changes what they may do. @throws assigneeNotFound for who does not work here */
  async put(
    ctx: Ctx,
    { descriptor, missing }: Collaborated,
    recordId: string,
    employeeId: string,
    access: 'read' | 'write',
  ): Promise<void> {
    await this.reader.permit(ctx, descriptor, 'collaborate', recordId, missing);
    const written = await ctx.db.run(sql`
      INSERT INTO collaborators (tenant_id, object, record_id, employee_id, access, created_at, created_by)
      SELECT ${ctx.tenantId}::uuid, ${descriptor.object}, ${recordId}::uuid, e.id, ${access}, ${ctx.now}, ${ctx.actor.employeeId}::uuid
      FROM employees e WHERE e.id = ${employeeId}::uuid AND e.status = 'active' AND e.kind = 'person'
      ON CONFLICT (tenant_id, object, record_id, employee_id) DO UPDATE SET access = excluded.access`);
    if (written === 0) throw assigneeNotFound();
    ctx.emit(collaboratorsChanged({ object: descriptor.object, recordId, employeeId, access }));
  }

  /** @throws collaboratorNotFound */
  async remove(ctx: Ctx, { descriptor, missing }: Collaborated, recordId: string, employeeId: string): Promise<void> {
    await this.reader.permit(ctx, descriptor, 'collaborate', recordId, missing);
    const removed = await ctx.db.run(sql`DELETE FROM collaborators c
      WHERE c.object = ${descriptor.object} AND c.record_id = ${recordId}::uuid AND c.employee_id = ${employeeId}::uuid`);
    if (removed === 0) throw collaboratorNotFound();
    ctx.emit(collaboratorsChanged({ object: descriptor.object, recordId, employeeId, access: null }));
  }
}
