/** What a list needs to be put into the order of a tree. */
export interface Node {
  id: string;
  parentId: string | null;
  name: string;
  position: number;
}

/** Parents before their children, siblings in their order, each with its depth and the names on the way down to it. */
export function inTreeOrder<T extends Node>(nodes: T[]): (T & { depth: number; path: string[] })[] {
  const children = Map.groupBy(nodes, (node) => node.parentId);
  for (const siblings of children.values()) siblings.sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  const ordered: (T & { depth: number; path: string[] })[] = [];
  // a stack of our own: trees may be deeper than calls can nest
  const waiting = (children.get(null) ?? []).map((node) => ({ ...node, depth: 0, path: [node.name] }));
  while (waiting.length > 0) {
    const node = waiting.pop()!;
    ordered.push(node);
    const below = (children.get(node.id) ?? []).map((child) => ({
      ...child,
      depth: node.depth + 1,
      path: [...node.path, child.name],
    }));
    waiting.push(...below.toReversed());
  }
  return ordered;
}
