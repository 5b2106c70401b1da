import { pipeline } from 'node:stream/promises';
import { Transform, type Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  paginateListObjectsV2,
  S3Client,
  type MultipartUpload,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { S3Config } from '../config/index.js';
import { assertFileKey, isFileKey, type FileArea } from './file-key.js';
import { FileStore, type ByteRange, type FoundFile, type StoredFile } from './file-store.js';
import { fileGone } from './files.errors.js';
import { withScratchPath } from './scratch-file.js';

/** Parts in memory at a time, and their size: what one upload takes up at most. */
const PARTS_AT_ONCE = 2;
const PART_BYTES = 8 * 1024 * 1024;

/** Files in a bucket of any store that speaks S3. A key shows in it when its last part has arrived. */
export class S3FileStore extends FileStore {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor({ bucket, region, endpoint, pathStyle, credentials }: S3Config) {
    super();
    this.bucket = bucket;
    this.client = new S3Client({
      region,
      forcePathStyle: pathStyle,
      ...(endpoint ? { endpoint } : {}),
      ...(credentials ? { credentials } : {}),
      // Other makers' stores do not know the newer checksums.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  async write(key: string, source: Readable): Promise<{ bytes: number }> {
    const counted = new Counted();
    const upload = new Upload({
      client: this.client,
      params: { ...this.place(key), Body: counted },
      queueSize: PARTS_AT_ONCE,
      partSize: PART_BYTES,
    });
    const uploaded = upload.done().catch((error: Error) => {
      counted.destroy(error);
      throw error;
    });
    // Both are waited for: what has been sent of a file that breaks off is given up by the upload.
    const ends = await Promise.allSettled([pipeline(source, counted), uploaded]);
    const broken = ends.find((end) => end.status === 'rejected');
    if (broken) throw source.errored ?? (broken.reason as Error);
    return { bytes: counted.bytes };
  }

  async read(key: string, range?: ByteRange): Promise<StoredFile> {
    const part = range ? { Range: `bytes=${range.first}-${range.last}` } : {};
    const { Body, ContentLength } = await this.client.send(new GetObjectCommand({ ...this.place(key), ...part })).catch(orGone);
    return { stream: Body as Readable, bytes: ContentLength! };
  }

  async withLocal<T>(key: string, work: (path: string) => Promise<T>): Promise<T> {
    const { stream } = await this.read(key);
    return withScratchPath(stream, work);
  }

  async remove(key: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand(this.place(key)));
  }

  async removeUnfinished(tenantId: string, before: Date): Promise<number> {
    const found = await this.unfinished(`${tenantId}/`);
    const abandoned = found.filter(({ Initiated }) => Initiated !== undefined && Initiated < before);
    await Promise.all(
      abandoned.map(({ Key, UploadId }) =>
        this.client.send(new AbortMultipartUploadCommand({ Bucket: this.bucket, Key, UploadId })),
      ),
    );
    return abandoned.length;
  }

  async *list(tenantId: string, area: FileArea): AsyncIterable<FoundFile[]> {
    const pages = paginateListObjectsV2({ client: this.client }, { Bucket: this.bucket, Prefix: `${tenantId}/${area}/` });
    for await (const { Contents = [] } of pages)
      yield Contents.flatMap(({ Key: key, LastModified: at }) => (key && at && isFileKey(key) ? [{ key, at }] : []));
  }

  /** At most a thousand at a time: the next run takes the next ones. */
  private async unfinished(prefix: string): Promise<MultipartUpload[]> {
    const { Uploads = [] } = await this.client.send(new ListMultipartUploadsCommand({ Bucket: this.bucket, Prefix: prefix }));
    return Uploads;
  }

  private place(key: string): { Bucket: string; Key: string } {
    assertFileKey(key);
    return { Bucket: this.bucket, Key: key };
  }
}

/** Counts what passes. */
class Counted extends Transform {
  bytes = 0;

  override _transform(chunk: Buffer, _: BufferEncoding, done: (error: null, chunk: Buffer) => void): void {
    this.bytes += chunk.length;
    done(null, chunk);
  }
}

function orGone(error: Error): never {
  throw error.name === 'NoSuchKey' ? fileGone() : error;
}
