import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import type { MultipartFile } from '@fastify/multipart';
import { Injectable, Logger, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { newId } from '../database/ids.js';
import { unsupportedMediaType, validationFailed } from '../errors/index.js';
import type { AppReply } from '../http/request.js';
import { text } from '../i18n/locale.js';
import { fileKey } from './file-key.js';
import { FileStore } from './file-store.js';
import { harmlessName, ReceivedFile, type UploadRequest } from './received-file.js';

/** The name of the one file in a form. */
const FIELD = 'file';

/**
 * Receives the file of a multipart request. It stands as a guard because guards run after sign-in and before the
 * transaction is opened: a slow sender must not hold a database connection.
 */
@Injectable()
export class ReceivesFile implements CanActivate {
  private readonly logger = new Logger(ReceivesFile.name);

  constructor(private readonly store: FileStore) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<UploadRequest>();
    const reply = http.getResponse<AppReply>();
    if (!request.isMultipart()) throw unsupportedMediaType();
    const { file, sha256 } = await this.receive(request);
    request.received = file;
    // Idempotency compares bodies: another file under the same key must be noticed.
    request.body = { fileName: file.name, sha256, ...file.fields };
    reply.raw.once('close', () => {
      const failed = reply.statusCode >= 400;
      file
        .settle(failed)
        .catch((error: Error) => this.logger.warn({ err: error, key: file.key }, 'A refused upload could not be removed'));
    });
    return true;
  }

  private async receive(request: UploadRequest): Promise<{ file: ReceivedFile; sha256: string }> {
    const key = fileKey(request.user!.tenantId, 'uploads', newId());
    const fields: Record<string, string> = {};
    let arrived: { name: string; bytes: number; sha256: string } | undefined;
    try {
      for await (const part of request.parts()) {
        if (part.type === 'field') fields[part.fieldname] = String(part.value);
        else if (part.fieldname === FIELD) arrived = await this.keep(key, part);
        else throw unknownFile(part.fieldname);
      }
      if (!arrived) throw fileMissing();
    } catch (error) {
      // Also a file beyond the limit: that shows only when its stored part ends.
      await this.store.remove(key);
      throw error;
    }
    const { name, bytes, sha256 } = arrived;
    return { file: new ReceivedFile(this.store, key, name, bytes, fields), sha256 };
  }

  private async keep(key: string, part: MultipartFile): Promise<{ name: string; bytes: number; sha256: string }> {
    const hash = createHash('sha256');
    const hashed = part.file.pipe(
      new Transform({
        transform(chunk: Buffer, _, done) {
          hash.update(chunk);
          done(null, chunk);
        },
      }),
    );
    part.file.once('error', (error) => hashed.destroy(error));
    const { bytes } = await this.store.write(key, hashed);
    return { name: harmlessName(part.filename), bytes, sha256: hash.digest('hex') };
  }
}

const fileMissing = (): Error =>
  validationFailed({}, [{ pointer: `/${FIELD}`, code: 'REQUIRED', message: text('请上传文件', 'Send a file.') }]);
const unknownFile = (name: string): Error =>
  validationFailed({}, [
    { pointer: `/${name}`, code: 'UNKNOWN_PROPERTY', message: text('不认识的字段', 'This property is not known.') },
  ]);
