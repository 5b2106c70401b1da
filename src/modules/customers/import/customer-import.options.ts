import { PlacedImportOptions } from '../../pools/index.js';

/** The import rules of customers; what is absent stays as it is. */
export class CustomerImportOptions extends PlacedImportOptions {}
