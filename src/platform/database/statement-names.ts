import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

// Bounded, because filters make new texts for ever: a name that has left the cache is made again, equal to the first.
const names = new LRUCache<string, string>({ max: 5000 });

/** A name for a prepared statement: equal texts have equal names on every connection and node. */
export function statementName(text: string): string {
  let name = names.get(text);
  if (!name) {
    name = `hs_${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`;
    names.set(text, name);
  }
  return name;
}
