import sharp from 'sharp';
import { THUMBNAIL_NAMES, THUMBNAIL_SIZES, type ThumbnailSize } from './sizes.js';

/** A picture of a few kilobytes can claim to have billions of pixels; none is decoded beyond this many. */
export const MAX_PIXELS = 100_000_000;
const MAX_SECONDS = 30;
const QUALITY = 80;

/** One picture at a time in one thread: what else the machine does goes on. */
sharp.concurrency(1);

/**
 * Makes small pictures of one in a file: upright, however the camera was held, and without what the camera wrote about
 * place and time. Of several frames the first one.
 * @throws Error for what is no picture, is broken or is too large
 */
export async function shrink(path: string): Promise<Map<ThumbnailSize, Buffer>> {
  const made = new Map<ThumbnailSize, Buffer>();
  for (const name of THUMBNAIL_NAMES) {
    const side = THUMBNAIL_SIZES[name];
    const picture = sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true }).timeout({
      seconds: MAX_SECONDS,
    });
    const small = picture.autoOrient().resize(side, side, { fit: 'inside', withoutEnlargement: true }).webp({ quality: QUALITY });
    made.set(name, await small.toBuffer());
  }
  return made;
}
