/** A line of a card as it was read. */
export interface CardLine {
  text: string;
  /** How sure the engine is of it, 0 to 100. */
  confidence: number;
}

const BETWEEN_HAN = /(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu;

/** Without what recognition adds: spaces between Chinese characters and around colons, full-width marks, line ends. */
export const tidy = ({ text, confidence }: CardLine): CardLine => ({
  text: text
    .normalize('NFKC')
    .replace(BETWEEN_HAN, '')
    .replace(/\s*:\s*/g, ':')
    .replace(/:\/\/?/, '://')
    .replace(/\s+/g, ' ')
    .trim(),
  confidence,
});
