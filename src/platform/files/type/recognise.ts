import { MEDIA_TYPES, type MediaType } from './media-types.js';
import { fileTypeMismatch, fileTypeNotAllowed } from '../files.errors.js';

/** As much of a file's beginning as its type shows in. */
export const HEAD_BYTES = 4100;

// Tabs, line and form feeds and escapes stand in text; no other control character does.
const NOT_IN_TEXT = /[\0-\x07\x0b\x0e-\x1a\x1c-\x1f\x7f]/;

/**
 * What a file is by its first bytes, held against its name.
 * @throws Problem FILE_TYPE_NOT_ALLOWED when such files are not taken, FILE_TYPE_MISMATCH when the content is not what the name says
 */
export async function recognise(name: string, head: Buffer): Promise<MediaType> {
  const extension = /\.([^.]*)$/.exec(name)?.[1]?.toLowerCase();
  const found = await contentType(head);
  const fits = ({ content }: MediaType): boolean =>
    content === 'text' ? isText(head) : found !== undefined && content.includes(found);
  if (extension === undefined) return MEDIA_TYPES.find(fits) ?? refuse(fileTypeNotAllowed);
  const named = MEDIA_TYPES.find((type) => type.extension === extension) ?? refuse(fileTypeNotAllowed);
  return fits(named) ? named : refuse(fileTypeMismatch);
}

function refuse(kind: () => Error): never {
  throw kind();
}

/** Undefined for text, and for what nobody knows; a file cut short, as its head is, can break off a detector. */
async function contentType(head: Buffer): Promise<string | undefined> {
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  return found?.mime.split(';', 1)[0];
}

function isText(head: Buffer): boolean {
  const [first, second] = head;
  if (first === 0xff && second === 0xfe) return !NOT_IN_TEXT.test(head.toString('utf16le'));
  // Whatever the encoding, its control characters are single bytes.
  return !NOT_IN_TEXT.test(head.toString('latin1'));
}
