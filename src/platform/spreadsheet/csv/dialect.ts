/** How a text file separates its cells. */
export interface Dialect {
  delimiter: string;
  /** 1-based line at which the table begins; 2 after the `sep=;` by which Excel is told the delimiter. */
  fromLine: number;
}

const DELIMITERS = [',', ';', '\t'];
const DECLARED = /^sep=(.)\r?\n/;
const LINES_SEARCHED = 20;
const QUOTED = /"(?:[^"]|"")*"/g;

/** Tells the delimiter from the beginning of a file: the one that most lines have, and of those the most frequent. */
export function dialectOf(sample: string): Dialect {
  const declared = DECLARED.exec(sample)?.[1];
  if (declared !== undefined) return { delimiter: declared, fromLine: 2 };
  const lines = sample.replace(QUOTED, '').split(/\r\n|\n|\r/, LINES_SEARCHED);
  const counts = DELIMITERS.map((delimiter) => {
    const perLine = lines.map((line) => line.split(delimiter).length - 1);
    const total = perLine.reduce((sum, count) => sum + count, 0);
    return { delimiter, lines: perLine.filter((count) => count > 0).length, total };
  });
  counts.sort((a, b) => b.lines - a.lines || b.total - a.total);
  return { delimiter: counts[0]?.total ? counts[0].delimiter : ',', fromLine: 1 };
}
