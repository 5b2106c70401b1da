import sharp from 'sharp';

/** A picture of one colour. */
export const picture = (format: 'png' | 'jpeg' | 'webp' | 'gif' = 'png', width = 8, height = 8): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#1565c0' } })
    .toFormat(format)
    .toBuffer();
