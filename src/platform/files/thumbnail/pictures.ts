/** A picture of a few kilobytes can claim to have billions of pixels; none is decoded beyond this many. */
export const MAX_PIXELS = 100_000_000;

/** The library for pictures, read when the first one comes: most processes never see any, and it is megabytes of machine code. */
export async function pictures(): Promise<typeof import('sharp').default> {
  const { default: sharp } = await import('sharp');
  // one picture at a time in one thread: what else the machine does goes on
  sharp.concurrency(1);
  return sharp;
}
