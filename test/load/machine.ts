import { availableParallelism } from 'node:os';

/** Four million words: more than a core's own caches hold. */
const WORDS = 1 << 22;

/**
 * Nanoseconds to read a word at random. A database and an interpreter wait for memory most of the time: on a host that
 * shares it with many, this is what makes one day's figures differ from another's.
 */
export function randomReadNanoseconds(): number {
  const next = Int32Array.from({ length: WORDS }, (_, n) => n);
  // one cycle through all words (Sattolo), so that no read can be guessed
  for (let n = WORDS - 1; n > 0; n--) {
    const other = Math.floor(Math.random() * n);
    [next[n], next[other]] = [next[other]!, next[n]!];
  }
  const begun = performance.now();
  let at = 0;
  for (let n = 0; n < WORDS; n++) at = next[at]!;
  const took = performance.now() - begun;
  if (at !== 0) throw new Error('The words make no single cycle');
  return (took * 1e6) / WORDS;
}

/** What figures were measured with, in words: how much data, and the machine. */
export function circumstances(records: number, kind: { en: string; 'zh-CN': string }): { en: string; 'zh-CN': string } {
  const [cores, wait] = [availableParallelism(), Math.round(randomReadNanoseconds())];
  return {
    en: `${records.toLocaleString('en')} ${kind.en}; ${cores} cores, Node.js ${process.versions.node}, ${wait} ns for a random read of memory`,
    'zh-CN': `${records.toLocaleString('en')} ${kind['zh-CN']};${cores} 核,Node.js ${process.versions.node},内存随机读取 ${wait} ns`,
  };
}
