import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import type { S3Config } from '../../src/platform/config/index.js';

const BUCKET = 'highseas';

export interface S3Server {
  config: S3Config;
  /** Uploads that have begun and neither ended nor been given up. */
  unfinished(): Promise<string[]>;
  stop(): Promise<void>;
}

/** A store that speaks S3, on this machine. */
export async function startS3(): Promise<S3Server> {
  const directory = await mkdtemp(join(tmpdir(), 'highseas-s3-'));
  const uploads = join(directory, BUCKET, '._S3rver_uploads');
  const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: [{ name: BUCKET }] });
  const unfinished = (): Promise<string[]> => readdir(uploads).catch(() => []);
  // What it lacks: giving uploads up, and listing those that are under way.
  server.middleware.unshift(async (exchange, next) => {
    const { method, query } = exchange;
    if (method === 'DELETE' && query.uploadId) {
      await rm(join(uploads, query.uploadId), { recursive: true });
      exchange.status = 204;
    } else if (method === 'GET' && query.uploads !== undefined) {
      exchange.type = 'application/xml';
      exchange.body = await describe(uploads, await unfinished(), query.prefix ?? '');
    } else await next();
  });
  const { port } = await server.run();
  const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
  return {
    config: { bucket: BUCKET, region: 'us-east-1', endpoint: `http://127.0.0.1:${port}`, pathStyle: true, credentials },
    unfinished,
    stop: async () => {
      await server.close();
      await rm(directory, { recursive: true });
    },
  };
}

async function describe(folder: string, ids: string[], prefix: string): Promise<string> {
  const uploads = await Promise.all(
    ids.map(async (id) => ({
      id,
      key: await readFile(join(folder, id, 'key'), 'utf8'),
      at: (await stat(join(folder, id, 'key'))).mtime.toISOString(),
    })),
  );
  const lines = uploads
    .filter(({ key }) => key.startsWith(prefix))
    .map(({ id, key, at }) => `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${at}</Initiated></Upload>`);
  return `<?xml version="1.0"?><ListMultipartUploadsResult>${lines.join('')}</ListMultipartUploadsResult>`;
}
