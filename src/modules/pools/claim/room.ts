/** Limits that bind whatever the record. */
export const LIMITS = ['dailyLimit', 'totalLimit', 'holdingLimit'] as const;
export type Limit = (typeof LIMITS)[number];

/** What remains of a person's limits; absent ones do not bind. `levels`: until the holding limit of single levels. */
export type Left = Partial<Record<Limit, number>> & { levels?: Readonly<Record<string, number>> };

/** What a person may still take, while records are given to them one by one. */
export class Room {
  private readonly left: Partial<Record<Limit, number>>;
  private readonly levels: Map<string, number>;

  constructor({ levels = {}, ...left }: Left) {
    this.left = left;
    this.levels = new Map(Object.entries(levels));
  }

  /** Records that fit, whatever their level; infinite where no limit binds. */
  get size(): number {
    return Math.max(0, Math.min(...LIMITS.map((limit) => this.left[limit] ?? Infinity)));
  }

  /** The limit that keeps the person from every further record. */
  get barrier(): Limit | undefined {
    return LIMITS.find((limit) => (this.left[limit] ?? 1) <= 0);
  }

  /** Levels of which the person owns as many as they may. */
  get fullLevels(): string[] {
    return [...this.levels].filter(([, left]) => left <= 0).map(([level]) => level);
  }

  isFullOf(level: string | null): boolean {
    return level !== null && (this.levels.get(level) ?? 1) <= 0;
  }

  take(level: string | null): void {
    for (const limit of LIMITS) if (this.left[limit] !== undefined) this.left[limit] -= 1;
    const left = level === null ? undefined : this.levels.get(level);
    if (left !== undefined) this.levels.set(level!, left - 1);
  }
}
