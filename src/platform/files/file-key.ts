const KEY = /^[0-9a-f-]{36}\/[a-z]{1,20}\/[0-9a-f-]{36}(-[a-z]{1,10})?(\.[a-z0-9]{1,5})?$/;

/** What lies in a part of the store: files of imports, of exports, of an enterprise's whole data, files that people keep, small pictures of those. */
export type FileArea = 'uploads' | 'exports' | 'data' | 'files' | 'thumbnails';

/** Names a file of an enterprise: `<enterprise>/<area>/<uuid>.<extension>`. Nothing that a client says is part of it. */
export const fileKey = (tenantId: string, area: FileArea, id: string, extension?: 'csv' | 'xlsx' | 'gz'): string =>
  `${tenantId}/${area}/${id}${extension ? `.${extension}` : ''}`;

/** Names a small picture of a file that people keep. */
export const thumbnailKey = (tenantId: string, fileId: string, size: string): string =>
  `${tenantId}/thumbnails/${fileId}-${size}.webp`;

/** Whether text has the form of such a name. */
export const isFileKey = (text: string): boolean => KEY.test(text);

/** @throws Error for anything that fileKey did not make: a key is never composed of input, so this is a programming error */
export function assertFileKey(key: string): void {
  if (!isFileKey(key)) throw new Error(`Not a file key: ${key}`);
}
