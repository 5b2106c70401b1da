import type { Duplicate } from '../duplicates/duplicates.service.js';
import type { DuplicateView } from './lead.view.js';

/** What the asker may know of a record that exists already: always that it does, whose it is only where they see it. */
export function duplicateView(found: Duplicate): DuplicateView {
  return {
    field: found.field,
    action: found.action,
    object: 'lead',
    place: found.poolName === null ? 'owned' : 'pool',
    ...(found.known ? { id: found.id, name: found.name, holder: found.poolName ?? found.ownerName ?? '' } : {}),
  };
}
