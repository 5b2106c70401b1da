// What spreadsheet programs take for the beginning of a formula or a command, full-width forms included.
const DANGEROUS = /^[=+\-@\t\r\n＝＋－＠]/;
const PLAIN_PHONE = /^\+\d[\d ]*$/;
const PLAIN_NEGATIVE = /^-\d[\d,]*(\.\d+)?%?$/;
const NEUTRALISED = /^'(?=[=+\-@\t\r\n＝＋－＠])/;

/**
 * Makes text harmless for a CSV that will be opened in a spreadsheet program: an apostrophe goes before whatever would be
 * read as a formula (OWASP "CSV injection"). Phones (`+8613800138000`) and negative numbers stay as they are. Workbooks
 * need none of this, because their text cells are typed as text.
 */
export function neutralise(text: string): string {
  if (!DANGEROUS.test(text) || PLAIN_PHONE.test(text) || PLAIN_NEGATIVE.test(text)) return text;
  return `'${text}`;
}

/** Takes back what `neutralise` did, so that an exported file can be corrected and imported again. */
export function restore(text: string): string {
  return text.replace(NEUTRALISED, '');
}
