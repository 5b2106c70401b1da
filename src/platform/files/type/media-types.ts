/** What a file is for; each kind has a size limit of its own. */
export const FILE_KINDS = ['picture', 'voice', 'document'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** A type of file that may be uploaded. */
export interface MediaType {
  extension: string;
  kind: FileKind;
  /** How it is sent. */
  mediaType: string;
  /** What its content is recognised as; text has no marks of its own and is judged by being readable. */
  content: readonly string[] | 'text';
}

const ZIP = 'application/zip';
const CFB = 'application/x-cfb';
const OOXML = 'application/vnd.openxmlformats-officedocument';
// A browser could run what stands in these, so it never learns what they are.
const ACTIVE = 'application/octet-stream';

const type = (kind: FileKind, extension: string, mediaType: string, content: MediaType['content'] = [mediaType]): MediaType => ({
  extension,
  kind,
  mediaType,
  content,
});

/** All of them. Where a name has no extension, the first one whose content fits is taken. */
export const MEDIA_TYPES: readonly MediaType[] = [
  type('picture', 'jpg', 'image/jpeg'),
  type('picture', 'jpeg', 'image/jpeg'),
  type('picture', 'png', 'image/png', ['image/png', 'image/apng']),
  type('picture', 'gif', 'image/gif'),
  type('picture', 'webp', 'image/webp'),
  type('picture', 'avif', 'image/avif'),
  type('picture', 'heic', 'image/heic', ['image/heic', 'image/heif']),
  type('picture', 'heif', 'image/heif', ['image/heic', 'image/heif']),
  type('picture', 'bmp', 'image/bmp', ['image/bmp', 'image/x-ms-bmp']),
  type('voice', 'mp3', 'audio/mpeg'),
  type('voice', 'aac', 'audio/aac'),
  type('voice', 'amr', 'audio/amr'),
  type('voice', 'wav', 'audio/wav', ['audio/wav', 'audio/vnd.wave', 'audio/x-wav']),
  type('voice', 'ogg', 'audio/ogg'),
  type('voice', 'opus', 'audio/ogg'),
  // Recorders write sound into the containers of films.
  type('voice', 'm4a', 'audio/mp4', ['audio/x-m4a', 'audio/mp4', 'video/mp4']),
  type('voice', 'webm', 'audio/webm', ['audio/webm', 'video/webm']),
  type('document', 'pdf', 'application/pdf'),
  type('document', 'docx', `${OOXML}.wordprocessingml.document`, [`${OOXML}.wordprocessingml.document`, ZIP]),
  type('document', 'xlsx', `${OOXML}.spreadsheetml.sheet`, [`${OOXML}.spreadsheetml.sheet`, ZIP]),
  type('document', 'pptx', `${OOXML}.presentationml.presentation`, [`${OOXML}.presentationml.presentation`, ZIP]),
  type('document', 'doc', 'application/msword', [CFB, 'application/rtf']),
  type('document', 'xls', 'application/vnd.ms-excel', [CFB]),
  type('document', 'ppt', 'application/vnd.ms-powerpoint', [CFB]),
  type('document', 'wps', 'application/vnd.ms-works', [CFB]),
  type('document', 'et', 'application/vnd.ms-excel', [CFB]),
  type('document', 'dps', 'application/vnd.ms-powerpoint', [CFB]),
  type('document', 'rtf', 'application/rtf'),
  type('document', 'zip', ZIP),
  type('document', 'rar', 'application/x-rar-compressed'),
  type('document', '7z', 'application/x-7z-compressed'),
  type('document', 'txt', 'text/plain', 'text'),
  type('document', 'csv', 'text/csv', 'text'),
  type('document', 'md', 'text/markdown', 'text'),
  type('document', 'svg', ACTIVE, 'text'),
  type('document', 'html', ACTIVE, 'text'),
  type('document', 'htm', ACTIVE, 'text'),
  type('document', 'xml', ACTIVE, 'text'),
];
