import type { DictionaryForest } from './dictionary-forest.js';

/** How spreadsheets name the items of one dictionary: by label, or by the path of labels that leads to them. */
export interface DictionaryLabels {
  /** The id of the item that may be chosen; `ambiguous` where several have that label. */
  find(text: string): string | undefined;
  /** What may be written, in the order of the dictionary. */
  readonly names: readonly string[];
}

/** Between the labels of a path, as people write them. */
const SEPARATOR = /\s*[/／>›→]\s*/;
const PATH_SEPARATOR = '/';

/** Joins the labels of a path as spreadsheets have them. */
export const pathText = (path: readonly string[]): string => path.join(PATH_SEPARATOR);

/** The labels of a path that people have written: `华东 > 上海`. */
export const pathOf = (text: string): string[] => text.trim().split(SEPARATOR);

/** `华东 > 上海` is `华东/上海`, whatever the case. */
const plain = (text: string): string => pathText(pathOf(text)).toLowerCase();

const made = new WeakMap<DictionaryForest, Map<string, DictionaryLabels>>();

/** Made once for each state of a dictionary. */
export function dictionaryLabels(forest: DictionaryForest, dictionary: string): DictionaryLabels {
  let ofForest = made.get(forest);
  if (!ofForest) made.set(forest, (ofForest = new Map()));
  let labels = ofForest.get(dictionary);
  if (!labels) ofForest.set(dictionary, (labels = labelsOf(forest, dictionary)));
  return labels;
}

/** Any end of a path will do that only one item has: 上海, 华东/上海. The whole path always means its item. */
function labelsOf(forest: DictionaryForest, dictionary: string): DictionaryLabels {
  const nodes = forest.inOrder(dictionary).filter(({ status }) => status === 'active');
  const whole = new Map<string, string>();
  const ends = new Map<string, string>();
  for (const { id, path } of nodes) {
    whole.set(plain(pathText(path)), id);
    for (let from = 1; from < path.length; from++) {
      const end = plain(pathText(path.slice(from)));
      ends.set(end, ends.has(end) ? 'ambiguous' : id);
    }
  }
  return {
    find: (text) => {
      const name = plain(text);
      return whole.get(name) ?? ends.get(name);
    },
    names: nodes.map(({ path }) => pathText(path)),
  };
}
