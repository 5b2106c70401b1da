/** The longer side of each small picture, in pixels. */
export const THUMBNAIL_SIZES = { small: 160, medium: 480, large: 1280 } as const;
export type ThumbnailSize = keyof typeof THUMBNAIL_SIZES;
export const THUMBNAIL_NAMES = Object.keys(THUMBNAIL_SIZES) as ThumbnailSize[];
