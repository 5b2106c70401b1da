import { MAX_PIXELS, pictures } from './pictures.js';
import { THUMBNAIL_NAMES, THUMBNAIL_SIZES, type ThumbnailSize } from './sizes.js';

const MAX_SECONDS = 30;
const QUALITY = 80;

/**
 * Makes small pictures of one in a file: upright, however the camera was held, and without what the camera wrote about
 * place and time. Of several frames the first one.
 * @throws Error for what is no picture, is broken or is too large
 */
export async function shrink(path: string): Promise<Map<ThumbnailSize, Buffer>> {
  const sharp = await pictures();
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
