import type { StoryWorld } from './story-world.js';
import type { Story } from './story.js';

export interface Deadline {
  at: number;
  /** The line of the rules that is due first. */
  key: string | null;
}

const DAY = 86_400_000;
const NEVER: Deadline = { at: Number.POSITIVE_INFINITY, key: null };

/**
 * When the owner of a record would lose it. The pool engine is asked in the end; in between, thousands of stories need an
 * answer after each of their steps.
 */
export function deadlineOf({ pools, hours }: Pick<StoryWorld, 'pools' | 'hours'>, story: Story): Deadline {
  const { rule, exempts } = pools.get(story.homePoolId)!;
  const { reclaim } = rule.rules;
  if (!reclaim.enabled || exempts({ ...story.facts, degree: story.degree })) return NEVER;
  const due = reclaim.lines.map(({ key, since, days, dayKind }) => {
    const from = since === 'owned' ? story.placedAt : Math.max(story.placedAt, story.lastFollowUpAt ?? 0);
    return { key, at: hours.endOfDay(from, days, dayKind) };
  });
  const first = due.reduce<Deadline>((best, line) => (line.at < best.at ? line : best), NEVER);
  return { key: first.key, at: Math.max(first.at, story.protectedUntil ?? 0) };
}

/** Extends the protection of a story's record as the rules of its pool say: by so many days from now, never beyond the hard maximum. */
export function protect({ pools }: Pick<StoryWorld, 'pools'>, story: Story, kind: 'takeOver' | 'followUp'): void {
  const { defaultDays, followUpDays, maxDays } = pools.get(story.homePoolId)!.rule.rules.protection;
  const wanted = story.at + (kind === 'takeOver' ? defaultDays : followUpDays) * DAY;
  const until = Math.min(wanted, story.placedAt + maxDays * DAY);
  if (until > story.at) story.protectedUntil = Math.max(until, story.protectedUntil ?? 0);
}
