import type { MultipartFile } from '@fastify/multipart';
import { Injectable, Logger, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { newId } from '../database/ids.js';
import { unsupportedMediaType, validationFailed } from '../errors/index.js';
import type { AppReply } from '../http/request.js';
import { text } from '../i18n/locale.js';
import { fileKey, type FileArea } from './file-key.js';
import { FileStore } from './file-store.js';
import { Measured, type Admission } from './measured.js';
import { harmlessName, ReceivedFile, type Arrival, type UploadRequest } from './received-file.js';

/** The name of the one file in a form. */
const FIELD = 'file';
const LINGER_MS = 2000;

type Arrived = Pick<Arrival, 'name' | 'bytes' | 'sha256' | 'type'>;

/**
 * Receives the file of a multipart request. It stands as a guard because guards run after sign-in and before the
 * transaction is opened: a slow sender must not hold a database connection.
 */
@Injectable()
export class ReceivesFile implements CanActivate {
  private readonly logger = new Logger(ReceivesFile.name);
  protected readonly area: FileArea = 'uploads';

  constructor(private readonly store: FileStore) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<UploadRequest>();
    const reply = http.getResponse<AppReply>();
    if (!request.isMultipart()) throw unsupportedMediaType();
    const file = await this.receive(request).catch((error: Error) => {
      hangUp(request, reply);
      throw error;
    });
    request.received = file;
    // Idempotency compares bodies: another file under the same key must be noticed.
    request.body = { fileName: file.name, sha256: file.arrival.sha256, ...file.fields };
    reply.raw.once('close', () => {
      const failed = reply.statusCode >= 400;
      file
        .settle(failed)
        .catch((error: Error) => this.logger.warn({ err: error, key: file.key }, 'A refused upload could not be removed'));
    });
    return true;
  }

  /** What the route takes of a file so called; absent, everything up to the limit of all uploads. */
  protected admissionOf(_name: string): Admission | undefined {
    return undefined;
  }

  private async receive(request: UploadRequest): Promise<ReceivedFile> {
    const id = newId();
    const key = fileKey(request.user!.tenantId, this.area, id);
    const fields: Record<string, string> = {};
    let arrived: Arrived | undefined;
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
    return new ReceivedFile(this.store, { id, key, fields, ...arrived });
  }

  private async keep(key: string, part: MultipartFile): Promise<Arrived> {
    const name = harmlessName(part.filename);
    const measured = part.file.pipe(new Measured(this.admissionOf(name)));
    part.file.once('error', (error) => measured.destroy(error));
    // The store may not listen yet when the first bytes are refused.
    measured.once('error', () => undefined);
    try {
      const { bytes } = await this.store.write(key, measured);
      return { name, bytes, sha256: measured.sha256(), type: measured.type };
    } catch (error) {
      throw measured.errored ?? error;
    } finally {
      // What is left of a refused file is let go by, so that its sender comes to read the answer.
      part.file.resume();
    }
  }
}

/**
 * A refused sender gets time to read the answer; whatever they go on sending after it is not listened to. `Connection: close`
 * would be the announcement, but Node.js then closes at once, and what is still under way resets the answer with it.
 */
function hangUp(request: UploadRequest, reply: AppReply): void {
  if (request.raw.complete) return;
  reply.raw.once('finish', () => setTimeout(() => request.raw.destroy(), LINGER_MS).unref());
}

const fileMissing = (): Error =>
  validationFailed({}, [{ pointer: `/${FIELD}`, code: 'REQUIRED', message: text('请上传文件', 'Send a file.') }]);
const unknownFile = (name: string): Error =>
  validationFailed({}, [
    { pointer: `/${name}`, code: 'UNKNOWN_PROPERTY', message: text('不认识的字段', 'This property is not known.') },
  ]);
