import { Injectable } from '@nestjs/common';
import sql, { raw } from 'sql-template-tag';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Registry } from '../../../platform/registry.js';

/** Customers that become part of another one. */
export interface CustomerMerge {
  id: string;
  survivorId: string;
  ids: readonly string[];
}

/** Port: what hangs below customers and goes along when they are merged (CUST-03). Modules register in `onModuleInit`. */
export interface MergeParticipant {
  /** The kind of record, once for each way in which it hangs below a customer. */
  object: string;
  /** Moves all that hangs below the merged ones to the survivor, and records it; set-wise, however much it is. */
  merge(ctx: Ctx, merge: CustomerMerge): Promise<void>;
  /** Puts back what is recorded, where nobody has moved it on since. */
  undo(ctx: Ctx, merge: CustomerMerge): Promise<void>;
}

@Injectable()
export class MergeParticipants {
  private readonly participants = new Registry<MergeParticipant>('what moves when customers are merged');

  /** @throws Error when the kind is registered twice */
  register(participant: MergeParticipant): void {
    this.participants.add(participant.object, participant);
  }

  all(): MergeParticipant[] {
    return this.participants.all();
  }
}

/** Rows of a table with `id` and `version` that name their customer in a column, which an index begins with. */
export function rowsBelow({
  object,
  table,
  column = 'customer_id',
}: {
  object: string;
  table: string;
  column?: string;
}): MergeParticipant {
  const [rows, customer] = [raw(table), raw(column)];
  return {
    object,
    merge: async (ctx, { id, survivorId, ids }) => {
      await ctx.db.runOnce(sql`
        WITH moved AS (
          UPDATE ${rows} t SET ${customer} = ${survivorId}::uuid, version = t.version + 1 WHERE t.${customer} = ANY (${ids}::uuid[])
          RETURNING t.id, old.${customer} AS from_id
        )
        INSERT INTO customer_merge_moves (tenant_id, merge_id, object, record_id, from_id)
        SELECT ${ctx.tenantId}::uuid, ${id}::uuid, ${object}, m.id, m.from_id FROM moved m`);
    },
    undo: async (ctx, { id, survivorId }) => {
      await ctx.db.runOnce(sql`
        UPDATE ${rows} t SET ${customer} = m.from_id, version = t.version + 1 FROM customer_merge_moves m
        WHERE m.merge_id = ${id}::uuid AND m.object = ${object} AND t.id = m.record_id AND t.${customer} = ${survivorId}::uuid`);
    },
  };
}

/** Collaborators of the merged become the survivor's too; where somebody is one already, they stay what they are. */
export const mergedCollaborators: MergeParticipant = {
  object: 'collaborator',
  merge: async (ctx, { id, survivorId, ids }) => {
    await ctx.db.runOnce(sql`
      WITH added AS (
        INSERT INTO collaborators (tenant_id, object, record_id, employee_id, access, created_at, created_by)
        SELECT DISTINCT ON (c.employee_id) c.tenant_id, c.object, ${survivorId}::uuid, c.employee_id, c.access, c.created_at, c.created_by
        FROM collaborators c WHERE c.object = 'customer' AND c.record_id = ANY (${ids}::uuid[]) ORDER BY c.employee_id, c.access DESC
        ON CONFLICT DO NOTHING RETURNING employee_id
      )
      INSERT INTO customer_merge_moves (tenant_id, merge_id, object, record_id, from_id)
      SELECT ${ctx.tenantId}::uuid, ${id}::uuid, 'collaborator', a.employee_id, ${survivorId}::uuid FROM added a`);
  },
  undo: async (ctx, { id, survivorId }) => {
    await ctx.db.runOnce(sql`
      DELETE FROM collaborators c USING customer_merge_moves m
      WHERE m.merge_id = ${id}::uuid AND m.object = 'collaborator' AND c.object = 'customer' AND c.record_id = ${survivorId}::uuid
        AND c.employee_id = m.record_id`);
  },
};

/** Files that hang on the merged hang on the survivor, behind its own. */
export const mergedAttachments: MergeParticipant = {
  object: 'attachment',
  merge: async (ctx, { id, survivorId, ids }) => {
    await ctx.db.runOnce(sql`
      WITH moved AS (
        UPDATE attachments t SET record_id = ${survivorId}::uuid WHERE t.object = 'customer' AND t.record_id = ANY (${ids}::uuid[])
        RETURNING t.file_id, old.record_id AS from_id
      )
      INSERT INTO customer_merge_moves (tenant_id, merge_id, object, record_id, from_id)
      SELECT ${ctx.tenantId}::uuid, ${id}::uuid, 'attachment', m.file_id, m.from_id FROM moved m`);
  },
  undo: async (ctx, { id, survivorId }) => {
    await ctx.db.runOnce(sql`
      UPDATE attachments t SET record_id = m.from_id FROM customer_merge_moves m
      WHERE m.merge_id = ${id}::uuid AND m.object = 'attachment' AND t.file_id = m.record_id AND t.object = 'customer' AND t.record_id = ${survivorId}::uuid`);
  },
};

/** Customers below the merged come below the survivor, unless it stands below them itself. */
export const mergedSubsidiaries: MergeParticipant = {
  ...rowsBelow({ object: 'subsidiary', table: 'customers', column: 'parent_id' }),
  merge: async (ctx, { id, survivorId, ids }) => {
    await ctx.db.runOnce(sql`
      WITH RECURSIVE above AS (
        SELECT ${survivorId}::uuid AS id
        UNION
        SELECT p.parent_id FROM above a JOIN customers p ON p.id = a.id WHERE p.parent_id IS NOT NULL
      ), moved AS (
        UPDATE customers t SET parent_id = ${survivorId}::uuid, version = t.version + 1
        WHERE t.parent_id = ANY (${ids}::uuid[]) AND t.id NOT IN (SELECT a.id FROM above a)
        RETURNING t.id, old.parent_id AS from_id
      )
      INSERT INTO customer_merge_moves (tenant_id, merge_id, object, record_id, from_id)
      SELECT ${ctx.tenantId}::uuid, ${id}::uuid, 'subsidiary', m.id, m.from_id FROM moved m`);
  },
};
