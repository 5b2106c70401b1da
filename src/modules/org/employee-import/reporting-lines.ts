import { SUPERIOR } from './employee-import.columns.js';
import { superiorCycle, superiorRowFailed } from './employee-import.issues.js';
import { superiorEntry, type Entry } from './employee-import.session.js';

/** So many people of a circle are named. */
const NAMED = 10;

/**
 * Finds fault with everybody who would report to themselves over others. Only people of the file can: nobody who works here
 * already reports to somebody new.
 */
export function refuseCircles(entries: readonly Entry[]): void {
  const seen = new Set<Entry>();
  for (const start of entries) {
    const line: Entry[] = [];
    let at: Entry | undefined = start;
    while (at && !seen.has(at)) {
      seen.add(at);
      line.push(at);
      at = superiorEntry(at);
    }
    const from = at ? line.indexOf(at) : -1;
    if (from >= 0) refuseCircle(line.slice(from));
  }
}

function refuseCircle(circle: readonly Entry[]): void {
  for (const [at, entry] of circle.entries()) {
    const names = Array.from(
      { length: Math.min(circle.length, NAMED) + 1 },
      (_, n) => circle[(at + n) % circle.length]!.person.name,
    );
    entry.issues.push(superiorCycle(SUPERIOR, { path: `${names.join(' → ')}${circle.length > NAMED ? ' → …' : ''}` }));
  }
}

/** Finds fault with everybody below a row that is not taken, so that the corrected file brings them with their superior. */
export function refuseFollowers(entries: readonly Entry[]): void {
  const followers = Map.groupBy(entries, superiorEntry);
  const failed = entries.filter(({ issues }) => issues.length > 0);
  for (let above = failed.pop(); above; above = failed.pop()) {
    for (const below of followers.get(above) ?? []) {
      if (below.issues.length > 0) continue;
      below.issues.push(superiorRowFailed(SUPERIOR, { row: above.row.row }));
      failed.push(below);
    }
  }
}
