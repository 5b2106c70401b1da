import { newId } from '../../../platform/database/ids.js';
import {
  FIRST_TALKS,
  LATE_TALKS,
  MIDDLE_TALKS,
  PROTECTION_REASONS,
  RETURN_REASONS,
  TRANSFER_REASONS,
  type Talk,
} from '../data/conversations.js';
import { deadlineOf, protect } from './deadline.js';
import type { StoryWorld } from './story-world.js';
import { Story, type StoryFacts } from './story.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** So often a record finds an owner at most: then it waits for good. */
const MOST_OWNERS = 3;

/** The world behind a record that has arrived. */
type Scene = Omit<StoryWorld, 'route'>;

/** What happened to a lead or customer from its first day until now. */
export function tellStory<F extends StoryFacts>(world: StoryWorld<F>, facts: F): Story<F> {
  const story = arrive(world, facts);
  while (!story.isOver) {
    if (story.poolId === null) workOn(world, story);
    else waitInPool(world, story);
  }
  setApart(world, story);
  return story;
}

/** Most records come by import or from the web into their pool; some are a salesperson's own find. */
function arrive<F extends StoryFacts>({ dice, hours, begin, now, route, pools, importerIds }: StoryWorld<F>, facts: F): Story<F> {
  const pool = pools.get(route(facts))!;
  const planned = hours.later(dice, begin + dice.next() * (now - begin), 0);
  const at = Math.min(planned, now - dice.between(1, 120) * MINUTE);
  const own = dice.chance(0.22);
  const by = dice.pick(own ? pool.claimerIds : importerIds);
  const story = new Story(facts, at, by, pool.id);
  if (own) story.toOwner(by, at, { kind: 'created', actorId: by });
  else story.toPool(at, { kind: dice.chance(0.7) ? 'imported' : 'created', actorId: by });
  return story;
}

function waitInPool({ dice, hours, now, pools }: Scene, story: Story): void {
  const pool = pools.get(story.homePoolId)!;
  const takers = pool.claimerIds.filter((id) => !story.formerOwners.has(id));
  const days = Math.floor(-Math.log(1 - dice.next()) * 7);
  const at = hours.later(dice, story.at + HOUR, days);
  const isLeft = dice.chance(story.formerOwners.size > 0 ? 0.4 : 0.15);
  if (isLeft || at > now || story.formerOwners.size >= MOST_OWNERS || takers.length === 0) {
    story.isOver = true;
    return;
  }
  const ownerId = dice.pick(takers);
  if (dice.chance(0.2)) story.toOwner(ownerId, at, { kind: 'assigned', actorId: pool.administratorId });
  else story.toOwner(ownerId, at, { kind: 'claimed', actorId: ownerId });
  protect({ pools }, story, 'takeOver');
}

/** Follow-up after follow-up, until the owner gives the lead up, neglects it until the rules take it, or today has come. */
function workOn(world: Scene, story: Story): void {
  const { dice, hours, now, lastReclaim } = world;
  const deadline = deadlineOf(world, story);
  const isNeglected = deadline.key !== null && dice.chance(0.1);
  const next = hours.later(dice, story.at, story.degree === 'high' ? dice.between(4, 14) : dice.between(1, 9));
  if (isNeglected || next > deadline.at) {
    if (deadline.at > lastReclaim) story.isOver = true;
    else reclaim(world, story, deadline.at, deadline.key);
    return;
  }
  if (next > now - HOUR) {
    story.isOver = true;
    return;
  }
  followUp(world, story, next);
  decide(world, story);
}

function reclaim({ dice, pools }: Scene, story: Story, due: number, ruleKey: string | null): void {
  const { rule } = pools.get(story.homePoolId)!;
  // where an exemption ends after its deadline, it is taken then, not in the past
  story.toPool(Math.max(due, story.at) + dice.between(0, 9) * MINUTE, {
    kind: 'reclaimed',
    actorId: null,
    ruleId: rule.id,
    ruleKey,
  });
}

function followUp(world: Scene, story: Story, at: number): void {
  const { dice, hours } = world;
  const { method, content, degree } = talk(world, story);
  const { name, title, company } = story.facts;
  const who = name.slice(0, 1) + (title.endsWith('总经理') ? '总' : title.slice(-2));
  story.followUp({
    id: newId(),
    method,
    content: content.replaceAll('{who}', who).replaceAll('{company}', company.replace('有限公司', '')),
    degree: degree ?? null,
    at,
    by: story.ownerId!,
    nextContactAt: dice.chance(0.6) ? hours.later(dice, at, dice.between(2, 10)) : null,
  });
  protect(world, story, 'followUp');
}

function talk({ dice }: Scene, { followUps }: Story): Talk {
  if (followUps.length < 2) return dice.pick(FIRST_TALKS);
  return dice.pick(followUps.length > 5 && dice.chance(0.5) ? LATE_TALKS : MIDDLE_TALKS);
}

/** What the owner does with the record after a follow-up; mostly nothing. */
function decide({ dice, pools, invalidReasonIds }: Scene, story: Story): void {
  const outcome = dice.next();
  const at = story.at + dice.between(5, 40) * MINUTE;
  const ownerId = story.ownerId!;
  if (outcome < 0.05 && story.degree !== 'high')
    story.toPool(at, { kind: 'returned', actorId: ownerId, reason: dice.pick(RETURN_REASONS) });
  else if (outcome < 0.07) {
    const colleagues = pools.get(story.homePoolId)!.claimerIds.filter((id) => id !== ownerId);
    story.toOwner(dice.pick(colleagues), at, { kind: 'transferred', actorId: ownerId, reason: dice.pick(TRANSFER_REASONS) });
  } else if (outcome < 0.08 && invalidReasonIds.length > 0) {
    story.invalidReasonId = dice.pick(invalidReasonIds);
    story.isOver = true;
  }
}

/** A few records are protected by their owner's word, a few are held back in their pool. */
function setApart({ dice, now, hours, pools }: Scene, story: Story): void {
  if (story.poolId !== null) {
    if (dice.chance(0.01)) story.quarantinedUntil = hours.later(dice, now, dice.between(3, 12));
    return;
  }
  const { protection } = pools.get(story.homePoolId)!.rule.rules;
  if (story.invalidReasonId !== null || protection.manualCount === 0 || !dice.chance(0.015)) return;
  const days = dice.between(3, Math.max(3, protection.manualDays));
  const until = Math.min(
    hours.endOfDay(now, days - 1, 'calendar'),
    hours.endOfDay(story.placedAt, protection.maxDays - 1, 'calendar'),
  );
  if (until <= Math.max(now, story.protectedUntil ?? 0)) return;
  story.protectedUntil = until;
  story.protection = { reason: dice.pick(PROTECTION_REASONS), until };
}
