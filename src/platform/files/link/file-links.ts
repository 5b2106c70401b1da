import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../../config/config.token.js';
import type { Config } from '../../config/index.js';
import { Clock } from '../../context/clock.js';
import type { Ctx } from '../../context/ctx.js';
import { Problem } from '../../errors/index.js';
import { EnterpriseClosed } from '../../jobs/job-errors.js';
import { JobContexts } from '../../jobs/job-contexts.js';
import type { Content } from '../content.js';
import { Files } from '../file/files.service.js';
import { fileLinkExpired, fileLinkInvalid } from '../files.errors.js';
import { LinkTokens } from './link-tokens.js';
import type { CreateLinkRequest } from './link.requests.js';
import type { FileLinkView } from './link.view.js';

const PATH = '/api/v1/file-links';

/** Links to files for pictures and players that cannot send a bearer token (FILE-01). */
@Injectable()
export class FileLinks {
  private readonly origin: string;

  constructor(
    private readonly tokens: LinkTokens,
    private readonly files: Files,
    private readonly contexts: JobContexts,
    private readonly clock: Clock,
    @Inject(CONFIG) { http }: Config,
  ) {
    this.origin = http.publicUrl;
  }

  /** @throws Problem FILE_NOT_FOUND */
  async make(ctx: Ctx, fileId: string, { minutes = 10, size }: CreateLinkRequest): Promise<FileLinkView> {
    await this.files.get(ctx, fileId);
    const until = Math.floor(ctx.now.getTime() / 1000) + minutes * 60;
    const { tenantId, actor } = ctx;
    const token = this.tokens.sign({ tenantId, fileId, employeeId: actor.employeeId, until, ...(size ? { size } : {}) });
    return { url: `${this.origin}${PATH}/${token}`, expiresAt: new Date(until * 1000).toISOString() };
  }

  /**
   * What a link shows. Its maker's permission is asked anew, in a transaction of their own.
   * @throws Problem FILE_LINK_EXPIRED; FILE_LINK_INVALID when it was never made, or its maker may no longer read the file
   */
  async follow(token: string, requestId: string): Promise<Content> {
    const claims = this.tokens.check(token);
    if (!claims) throw fileLinkInvalid();
    if (claims.until * 1000 < this.clock.now().getTime()) throw fileLinkExpired();
    const { tenantId, employeeId, fileId, size } = claims;
    try {
      return await this.contexts.unit({ tenantId, employeeId, origin: 'api', requestId }, (ctx) =>
        size ? this.files.thumbnail(ctx, fileId, size) : this.files.content(ctx, fileId),
      );
    } catch (error) {
      throw isRefusal(error) ? fileLinkInvalid() : error;
    }
  }
}

/** The file is out of reach, or its maker has left; the link does not tell which. */
const isRefusal = (error: unknown): boolean =>
  error instanceof EnterpriseClosed || (error instanceof Problem && (error.status === 403 || error.code === 'FILE_NOT_FOUND'));
