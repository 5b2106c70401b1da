/** One line of the table. */
export interface Figure {
  name: string;
  title: { en: string; 'zh-CN': string };
  /** What was measured, with its unit. */
  measured: string;
  /** What it is held against, and what that measured. */
  against: string;
  /** measured : against, where it is a ratio. */
  ratio?: number;
  /** What is promised, in words: `≥ 0.80`. */
  promised: string;
  holds: boolean;
}

const HEAD = {
  en: ['', 'HighSeas', 'plain counterpart', 'ratio', 'promised', ''],
  'zh-CN': ['', 'HighSeas', '最简对照', '比值', '承诺', ''],
};

/** The figures as a Markdown table. */
export function table(figures: Figure[], locale: 'en' | 'zh-CN'): string {
  const rows = figures.map((figure) => [
    figure.title[locale],
    figure.measured,
    figure.against,
    // none where one side answered nothing in time
    figure.ratio?.toFixed(2) ?? '',
    figure.promised,
    figure.holds ? '✓' : '✗',
  ]);
  const [head, ...body] = [HEAD[locale], ...rows].map((row) => `| ${row.join(' | ')} |`);
  return [head, '| --- | --- | --- | ---: | --- | --- |', ...body].join('\n');
}
