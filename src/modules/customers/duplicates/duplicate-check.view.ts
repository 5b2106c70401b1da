import { DuplicateView } from '../../pools/index.js';

export class CustomerCheckView {
  /** Existing customers that are equal in a field whose rule is not `allow`, as far as the asker may know. */
  duplicates!: DuplicateView[];

  /** Existing customers with a near name: another region, a word more or less; nearest first. */
  near!: DuplicateView[];
}
