import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Worker as Thread } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import type { Bbox, Line, Worker } from 'tesseract.js';
import { MAX_PIXELS, pictures } from '../../../platform/files/index.js';
import type { CardLine } from './card-line.js';

/** Longer side of the picture that is read, in pixels: letters of a card are large enough, and memory stays bounded. */
const READ_SIDE = 1800;
const DENSITY = 300;
const MAX_MS = 60_000;
const HAN = 'chi_sim';
const LANGUAGES = [HAN, 'eng'];
/** The smaller of the models that the packages bring. */
const MODEL = '4.0.0_best_int';
/** Models name further ones that are not there. */
const ALONE = { tessedit_load_sublangs: '' };
/** Lines less sure than this are read a second time, at most so many of them. */
const UNSURE = 60;
const MOST_UNSURE = 4;
/** What is longer, in heights, is a rule or a border. */
const LONGEST = 15;

const load = createRequire(import.meta.url);

/**
 * Reads the lines of a photographed card, with the engine and models that are installed: nothing leaves the machine. The
 * engine runs in a thread of its own, which ends with the reading, whatever becomes of it.
 */
@Injectable()
export class CardReader {
  /** @throws Error when it is no picture, when reading takes too long, or when the signal aborts it */
  async read(path: string, stop: AbortSignal): Promise<CardLine[]> {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(MAX_MS)]);
    const picture = await prepare(path);
    const models = await linkModels();
    try {
      signal.throwIfAborted();
      return await withEngine(models, signal, (engine) => linesOf(engine, picture, signal));
    } finally {
      await rm(models, { recursive: true, force: true });
    }
  }
}

/** Upright, grey, of full contrast and of one size. */
async function prepare(path: string): Promise<Buffer> {
  const sharp = await pictures();
  return (
    sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .timeout({ seconds: MAX_MS / 1000 })
      .autoOrient()
      .flatten({ background: 'white' })
      .grayscale()
      .normalise()
      .resize(READ_SIDE, READ_SIDE, { fit: 'inside' })
      // The engine wonders about pictures that do not say how fine they are.
      .withMetadata({ density: DENSITY })
      .png()
      .toBuffer()
  );
}

/** The engine wants all models in one folder, and each is in a package of its own. */
async function linkModels(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'highseas-models-'));
  for (const language of LANGUAGES) {
    const name = `${language}.traineddata.gz`;
    const home = dirname(load.resolve(`@tesseract.js-data/${language}/package.json`));
    await symlink(join(home, MODEL, name), join(folder, name));
  }
  return folder;
}

/** Read when the first card comes: most processes never see one. */
const recognition = (): Promise<typeof import('tesseract.js')> => import('tesseract.js');

async function withEngine<T>(models: string, signal: AbortSignal, work: (engine: Worker) => Promise<T>): Promise<T> {
  const { createWorker, OEM } = await recognition();
  signal.throwIfAborted();
  // Errors come by the promise as well; without a handler they would end the process.
  const options = { langPath: models, cacheMethod: 'none', gzip: true, errorHandler: () => undefined };
  const engine = createWorker(LANGUAGES, OEM.LSTM_ONLY, options, ALONE as never) as Promise<Worker & { worker: Thread }>;
  const crashed = engine.then(({ worker }) => new Promise<never>((_, reject) => worker.once('error', reject)));
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  try {
    return await Promise.race([engine.then(work), aborted, crashed]);
  } finally {
    await engine.then(
      (started) => started.terminate(),
      () => undefined,
    );
  }
}

/** An engine that has ended must not be asked any more: it would throw where nobody can catch it. */
async function linesOf(engine: Worker, picture: Buffer, signal: AbortSignal): Promise<CardLine[]> {
  signal.throwIfAborted();
  const { data } = await engine.recognize(picture, {}, { blocks: true, text: false });
  const lines = (data.blocks ?? []).flatMap(({ paragraphs }) => paragraphs.flatMap((paragraph) => paragraph.lines));
  const unsure = lines.filter(({ confidence, bbox }) => confidence < UNSURE && isText(bbox)).slice(0, MOST_UNSURE);
  const better = unsure.length > 0 ? await readAgain(engine, picture, unsure, signal) : new Map<Line, CardLine>();
  return lines.map((line) => better.get(line) ?? { text: line.text, confidence: line.confidence });
}

/** Two languages at once miss Chinese names, which are two or three characters alone on their line; one alone finds them. */
async function readAgain(
  engine: Worker,
  picture: Buffer,
  lines: readonly Line[],
  signal: AbortSignal,
): Promise<Map<Line, CardLine>> {
  const { OEM, PSM } = await recognition();
  const better = new Map<Line, CardLine>();
  signal.throwIfAborted();
  await engine.reinitialize(HAN, OEM.LSTM_ONLY, ALONE as never);
  signal.throwIfAborted();
  await engine.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_LINE });
  for (const line of lines) {
    signal.throwIfAborted();
    const { data } = await engine.recognize(picture, { rectangle: around(line.bbox) }, { text: true });
    if (data.confidence > line.confidence) better.set(line, { text: data.text, confidence: data.confidence });
  }
  return better;
}

const isText = ({ x0, y0, x1, y1 }: Bbox): boolean => x1 - x0 < LONGEST * (y1 - y0);

/** With some of the white around it, as the engine likes it. */
function around({ x0, y0, x1, y1 }: Bbox): { left: number; top: number; width: number; height: number } {
  const margin = Math.round((y1 - y0) / 3);
  const [left, top] = [Math.max(x0 - margin, 0), Math.max(y0 - margin, 0)];
  return { left, top, width: x1 + margin - left, height: y1 + margin - top };
}
