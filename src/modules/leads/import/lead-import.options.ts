import { PlacedImportOptions } from '../../pools/index.js';

/** The import rules of leads; what is absent stays as it is. */
export class LeadImportOptions extends PlacedImportOptions {}
