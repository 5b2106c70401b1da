import sql from 'sql-template-tag';
import type { FieldFiles } from '../../../platform/records/index.js';
import { customerDescriptor } from '../customers.descriptor.js';
import type { MergeParticipant } from './merge-participants.js';

/** Files in fields of the customers: those of values that the survivor took over, and what stood there before. */
export const mergedFieldFiles = (files: FieldFiles): MergeParticipant => ({
  object: 'fieldFile',
  merge: async (ctx, { id, survivorId, ids }) => {
    const moved = await files.follow(ctx, customerDescriptor, survivorId, ids);
    if (moved.length === 0) return;
    await ctx.db.run(sql`
      INSERT INTO customer_merge_moves (tenant_id, merge_id, object, record_id, from_id)
      SELECT ${ctx.tenantId}::uuid, ${id}::uuid, 'fieldFile', m.file_id, m.from_id
      FROM unnest(${moved.map(({ fileId }) => fileId)}::uuid[], ${moved.map(({ fromId }) => fromId)}::uuid[]) m (file_id, from_id)`);
  },
  undo: async (ctx, { id, survivorId, ids }) => {
    const between = [survivorId, ...ids];
    const moved = await ctx.db.run(sql`
      UPDATE attachments t SET record_id = m.from_id FROM customer_merge_moves m
      WHERE m.merge_id = ${id}::uuid AND m.object = 'fieldFile' AND t.file_id = m.record_id AND t.record_id = ANY (${between}::uuid[])`);
    if (moved > 0) await files.forget(ctx, customerDescriptor, between);
  },
});
