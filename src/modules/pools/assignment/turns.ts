/** Somebody who takes turns; order in the list breaks ties. */
export interface Taker {
  id: string;
  /** Relative share, above 0. */
  weight: number;
}

/** Sums of fractions such as 1/3 are not exact; shares differ by far more. */
const TOLERANCE = 1e-6;

/**
 * Whose turn it is, by weights: earliest eligible virtual deadline first. Nobody is ever a whole turn ahead of or behind
 * their share, over any number of batches, because who is ahead by how much is kept in between. Who is away keeps their
 * place and catches nothing up.
 */
export class Turns {
  private readonly takers = new Map<string, { weight: number; ahead: number }>();
  private readonly away: Record<string, number> = {};
  /** Virtual time: how far everybody would be who had exactly their share. */
  private now = 0;
  private weights = 0;

  constructor(takers: readonly Taker[], ahead: Readonly<Record<string, number>>) {
    for (const { id, weight } of takers) {
      this.takers.set(id, { weight, ahead: ahead[id] ?? 0 });
      this.weights += weight;
    }
    this.settle();
  }

  get isEmpty(): boolean {
    return this.takers.size === 0;
  }

  ids(): IterableIterator<string> {
    return this.takers.keys();
  }

  /** Who is next of those for whom `allowed` holds; undefined where there is none. */
  next(allowed: (id: string) => boolean = () => true): string | undefined {
    let best: { id: string; eligible: boolean; deadline: number } | undefined;
    for (const [id, { weight, ahead }] of this.takers) {
      if (!allowed(id)) continue;
      const each = { id, eligible: ahead <= this.now + TOLERANCE, deadline: ahead + 1 / weight };
      if (!best || isBefore(each, best)) best = each;
    }
    return best?.id;
  }

  /** How far ahead of their share somebody is; less goes first. */
  aheadOf(id: string): number {
    return this.takers.get(id)!.ahead - this.now;
  }

  serve(id: string): void {
    const taker = this.takers.get(id)!;
    taker.ahead += 1 / taker.weight;
    this.now += 1 / this.weights;
  }

  /** Takes somebody out who can get no more; the others share what comes. */
  leave(id: string): void {
    const taker = this.takers.get(id);
    if (!taker) return;
    this.away[id] = taker.ahead - this.now;
    this.takers.delete(id);
    this.weights = [...this.takers.values()].reduce((sum, { weight }) => sum + weight, 0);
    this.settle();
  }

  /** By taker, how far ahead they are: what the next batch begins with. */
  state(): Record<string, number> {
    const present = [...this.takers].map(([id, { ahead }]) => [id, rounded(ahead - this.now)] as const);
    return { ...this.away, ...Object.fromEntries(present) };
  }

  /** What those who are there are ahead and behind adds up to nothing. */
  private settle(): void {
    if (this.takers.size === 0) return;
    const sum = [...this.takers.values()].reduce((total, { weight, ahead }) => total + weight * ahead, 0);
    this.now = sum / this.weights;
  }
}

const isBefore = (a: { eligible: boolean; deadline: number }, b: { eligible: boolean; deadline: number }): boolean =>
  a.eligible === b.eligible ? a.deadline < b.deadline - TOLERANCE : a.eligible;

const rounded = (value: number): number => Math.round(value * 1e9) / 1e9;
