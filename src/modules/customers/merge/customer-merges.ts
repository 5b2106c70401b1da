import { Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { RecordReader } from '../../../platform/records/index.js';
import { customerDescriptor } from '../customers.descriptor.js';
import { customerNotFound } from '../customers.errors.js';
import type { CustomerMergeView } from './merge.view.js';

/** The merges of a customer, for who may open it. */
@Injectable()
export class CustomerMerges {
  constructor(private readonly reader: RecordReader) {}

  /** The last 100. Index: customer_merges_of_survivor. */
  async of(ctx: Ctx, id: string): Promise<CustomerMergeView[]> {
    await this.reader.permit(ctx, customerDescriptor, 'read', id, customerNotFound, { lock: false });
    return ctx.db.query<CustomerMergeView & Record<string, unknown>>(sql`
      SELECT m.id, m.merged_ids AS ids, m.merged_at AS "mergedAt", m.merged_by AS "mergedBy", e.name AS "mergedByName", m.undone_at AS "undoneAt"
      FROM customer_merges m LEFT JOIN employees e ON e.tenant_id = m.tenant_id AND e.id = m.merged_by
      WHERE m.survivor_id = ${id}::uuid ORDER BY m.id DESC LIMIT 100`);
  }
}
