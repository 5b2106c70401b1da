import { IntlMessageFormat } from 'intl-messageformat';

/** The languages that answers are written in; the first is the default. */
export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** One text in every language, in ICU message syntax: `'还可领取 {left} 条'`. */
export type Text = Readonly<Record<Locale, string>>;

/** Short form for labels: `text('姓名', 'Name')`. */
export const text = (zh: string, en: string): Text => ({ 'zh-CN': zh, en });

/** Chooses a language from an `Accept-Language` header; anything Chinese is zh-CN, anything unknown too. */
export function localeOf(header: string | undefined): Locale {
  const wanted = (header ?? '').split(',').map((part) => part.trim().split(';')[0]?.toLowerCase() ?? '');
  const first = wanted.find((tag) => tag.startsWith('zh') || tag.startsWith('en'));
  return first?.startsWith('en') ? 'en' : 'zh-CN';
}

const formats = new Map<string, IntlMessageFormat>();

/** Fills an ICU message; texts without a placeholder skip the parser. */
export function format(message: Text, locale: Locale, params: Record<string, unknown> = {}): string {
  const source = message[locale];
  if (!source.includes('{')) return source;
  const key = `${locale}\n${source}`;
  let compiled = formats.get(key);
  if (!compiled) formats.set(key, (compiled = new IntlMessageFormat(source, locale)));
  return String(compiled.format(params as Record<string, string | number | Date>));
}
