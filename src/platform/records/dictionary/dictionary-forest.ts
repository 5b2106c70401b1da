/** A word of a dictionary, as it stands in the database. */
export interface DictionaryItem {
  id: string;
  dictionary: string;
  parentId: string | null;
  code: string | null;
  label: string;
  position: number;
  status: 'active' | 'disabled' | 'merged';
  mergedIntoId: string | null;
  version: number;
}

/** An item in its place. */
export interface DictionaryNode extends DictionaryItem {
  /** Steps below the top, which has 0. */
  depth: number;
  /** Labels from the top down to the item's own. */
  path: readonly string[];
  hasChildren: boolean;
}

/** All dictionaries of an enterprise, as trees. */
export class DictionaryForest {
  private readonly items: ReadonlyMap<string, DictionaryItem>;
  private readonly children: ReadonlyMap<string, DictionaryItem[]>;
  private readonly tops: ReadonlyMap<string, DictionaryItem[]>;
  private readonly ordered = new Map<string, readonly DictionaryNode[]>();

  /** @param items siblings in their order */
  constructor(items: readonly DictionaryItem[]) {
    this.items = new Map(items.map((item) => [item.id, item]));
    // what was merged stands below its survivor, so that whoever asks for that one finds what is still being rewritten
    this.children = Map.groupBy(
      items.filter((item) => aboveOf(item) !== null),
      (item) => aboveOf(item)!,
    );
    this.tops = Map.groupBy(
      items.filter((item) => aboveOf(item) === null),
      (item) => item.dictionary,
    );
  }

  get size(): number {
    return this.items.size;
  }

  /** Items that stand for others now. */
  get merged(): DictionaryItem[] {
    return [...this.items.values()].filter(({ status }) => status === 'merged');
  }

  get(id: string): DictionaryItem | undefined {
    return this.items.get(id);
  }

  /** The item, or the one that it was merged into. */
  survivorOf(id: string): DictionaryItem | undefined {
    const item = this.items.get(id);
    return item?.mergedIntoId ? this.items.get(item.mergedIntoId) : item;
  }

  /** These items and all below them; ids that are of no item stand for themselves. */
  under(ids: readonly string[]): string[] {
    const found = new Set(ids);
    // a set hands out what is added while it is walked
    for (const id of found) for (const child of this.children.get(id) ?? []) found.add(child.id);
    return [...found];
  }

  /** The items of a dictionary, parents before their children, siblings in their order; without merged ones. */
  inOrder(dictionary: string): readonly DictionaryNode[] {
    let nodes = this.ordered.get(dictionary);
    if (!nodes) this.ordered.set(dictionary, (nodes = this.walk(dictionary)));
    return nodes;
  }

  private walk(dictionary: string): DictionaryNode[] {
    const nodes: DictionaryNode[] = [];
    const visit = (items: readonly DictionaryItem[], depth: number, path: readonly string[]): void => {
      for (const item of items) {
        if (item.status === 'merged') continue;
        const below = (this.children.get(item.id) ?? []).filter(({ status }) => status !== 'merged');
        const node = { ...item, depth, path: [...path, item.label], hasChildren: below.length > 0 };
        nodes.push(node);
        visit(below, depth + 1, node.path);
      }
    };
    visit(this.tops.get(dictionary) ?? [], 0, []);
    return nodes;
  }
}

const aboveOf = ({ parentId, mergedIntoId }: DictionaryItem): string | null => mergedIntoId ?? parentId;
