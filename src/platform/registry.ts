/**
 * What modules make known to one that works on all of them, in the order in which they were loaded: kinds of records,
 * of what hangs on them, of what is removed in time.
 */
export class Registry<T> {
  private readonly entries = new Map<string, T>();

  /** @param of what the entries are, for errors: `pooled records` */
  constructor(private readonly of: string) {}

  /**
   * @returns what takes the entry out again
   * @throws Error when the name is taken
   */
  add(name: string, entry: T): () => void {
    if (this.entries.has(name)) throw new Error(`${name} is registered twice among ${this.of}`);
    this.entries.set(name, entry);
    return () => void this.entries.delete(name);
  }

  get(name: string): T | undefined {
    return this.entries.get(name);
  }

  /** @throws Error when nobody has registered the name */
  need(name: string): T {
    const entry = this.entries.get(name);
    if (entry === undefined) throw new Error(`${name} is not registered among ${this.of}`);
    return entry;
  }

  all(): T[] {
    return [...this.entries.values()];
  }

  names(): string[] {
    return [...this.entries.keys()];
  }
}
