import type { LedgerKind } from '../../pools/index.js';
import type { Degree, Talk } from '../data/conversations.js';

/** One line of the ledger; instants are milliseconds since 1970. */
export interface StoryLine {
  kind: LedgerKind;
  at: number;
  actorId: string | null;
  fromOwnerId: string | null;
  toOwnerId: string | null;
  fromPoolId: string | null;
  toPoolId: string | null;
  reason: string | null;
  ruleId: string | null;
  ruleKey: string | null;
}

export interface StoryFollowUp extends Omit<Talk, 'degree'> {
  id: string;
  at: number;
  by: string;
  degree: Degree | null;
  nextContactAt: number | null;
}

/** Why a lead changes its place. */
export type Why = { kind: LedgerKind; actorId: string | null } & Partial<Pick<StoryLine, 'reason' | 'ruleId' | 'ruleKey'>>;

/** Whom and what the follow-ups of a record speak of. */
export interface StoryFacts {
  /** The person that one talks to. */
  name: string;
  title: string;
  company: string;
}

/** What has happened to one lead or customer so far. It stands in one place, every change of place is in its lines (LEAD-08). */
export class Story<F extends StoryFacts = StoryFacts> {
  readonly lines: StoryLine[] = [];
  readonly followUps: StoryFollowUp[] = [];
  readonly formerOwners = new Set<string>();
  ownerId: string | null = null;
  poolId: string | null = null;
  acquisition: LedgerKind = 'created';
  /** Since when it is where it is. */
  placedAt: number;
  /** When the last thing happened. */
  at: number;
  degree: Degree = 'none';
  nextContactAt: number | null = null;
  protectedUntil: number | null = null;
  quarantinedUntil: number | null = null;
  protection: { reason: string; until: number } | null = null;
  invalidReasonId: string | null = null;
  /** Nothing more happens until today. */
  isOver = false;

  constructor(
    readonly facts: F,
    readonly createdAt: number,
    readonly createdBy: string,
    /** Where it goes when it loses its owner. */
    readonly homePoolId: string,
  ) {
    this.at = createdAt;
    this.placedAt = createdAt;
  }

  /** The last follow-up, whoever wrote it. */
  get lastFollowUpAt(): number | null {
    return this.followUps.at(-1)?.at ?? null;
  }

  toOwner(ownerId: string, at: number, why: Why): void {
    this.place({ ownerId, poolId: null }, at, why);
    this.formerOwners.add(ownerId);
    this.acquisition = why.kind;
  }

  toPool(at: number, why: Why): void {
    this.place({ ownerId: null, poolId: this.homePoolId }, at, why);
    if (why.kind === 'imported') this.acquisition = 'imported';
  }

  followUp(followUp: StoryFollowUp): void {
    this.followUps.push(followUp);
    this.at = followUp.at;
    this.degree = followUp.degree ?? this.degree;
    this.nextContactAt = followUp.nextContactAt ?? this.nextContactAt;
  }

  private place(to: { ownerId: string | null; poolId: string | null }, at: number, why: Why): void {
    this.lines.push({
      reason: null,
      ruleId: null,
      ruleKey: null,
      ...why,
      at,
      fromOwnerId: this.ownerId,
      toOwnerId: to.ownerId,
      fromPoolId: this.poolId,
      toPoolId: to.poolId,
    });
    Object.assign(this, to, { at, placedAt: at, protectedUntil: null });
  }
}
