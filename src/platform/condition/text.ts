/**
 * Lower case character by character, as PostgreSQL's lower() does under the collation pg_c_utf8. JavaScript alone knows
 * a second form of Σ at a word's end and makes two characters of İ.
 */
export function foldCase(text: string): string {
  return Array.from(text, (character) => (character === 'İ' ? 'i' : character.toLowerCase())).join('');
}

/** The text as a LIKE pattern that matches only itself. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
