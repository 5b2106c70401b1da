import { raw } from 'sql-template-tag';
import { poolables } from '../../../pools/index.js';
import type { TimelineSource } from '../timeline-source.js';
import { withoutHidden } from './hidden-values.js';

/** Changes of owner and pool, from the ledger. */
export const ownershipSource = (): TimelineSource => ({
  kind: 'ownership',
  objects: poolables().map(({ object }) => object),
  rows: () => ({
    from: raw('ownership_ledger r WHERE r.record_id = s.id'),
    id: raw('r.id'),
    at: raw('r.at'),
    actor: raw('r.actor_id'),
    content: raw(`jsonb_build_object('kind', r.kind, 'fromOwnerId', r.from_owner_id, 'toOwnerId', r.to_owner_id,
      'fromPoolId', r.from_pool_id, 'toPoolId', r.to_pool_id, 'reason', r.reason, 'ruleId', r.rule_id, 'ruleKey', r.rule_key)`),
  }),
  finish: (ctx, { descriptor }, entries) =>
    withoutHidden(ctx, descriptor.object, entries, {
      fromOwnerId: 'ownerId',
      toOwnerId: 'ownerId',
      fromPoolId: 'poolId',
      toPoolId: 'poolId',
    }),
});
