import sql from 'sql-template-tag';
import { registerCustomReference } from '../../../platform/records/index.js';

/** A custom field of type `region` holds an item of the tree of regions. */
registerCustomReference({
  type: 'region',
  table: 'dictionary_items',
  column: 'label',
  choosable: sql`n.dictionary = 'region' AND n.status = 'active'`,
});
