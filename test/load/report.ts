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

/** A figure with what it was measured on, in words. */
export type Reported = Figure & { on: { en: string; 'zh-CN': string } };

const HEAD = {
  en: ['', 'HighSeas', 'plain counterpart', 'ratio', 'promised', ''],
  'zh-CN': ['', 'HighSeas', '最简对照', '比值', '承诺', ''],
};

/** The figures as Markdown, a table for all that were measured on the same. */
export const report = (figures: readonly Reported[], locale: 'en' | 'zh-CN'): string =>
  [...Map.groupBy(figures, ({ on }) => on[locale])].map(([on, each]) => `${on}:\n\n${table(each, locale)}`).join('\n\n');

function table(figures: readonly Figure[], locale: 'en' | 'zh-CN'): string {
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
