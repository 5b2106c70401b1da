import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { Registry } from '../../../platform/registry.js';

/** What somebody said, and the id of what it was said about. */
export interface SaidAbout {
  id: string;
  told: { content: string };
}

/** Masks in place what the actor must not read about these records; at most one statement. */
export type CommentMask = (ctx: Ctx, said: readonly SaidAbout[]) => Promise<void>;

/** Port: what kinds of records keep from some of their readers they keep from them in comments too. Modules register in `onModuleInit`. */
@Injectable()
export class CommentMasks {
  private readonly masks = new Registry<CommentMask>('masks of comments');

  /** @throws Error when the kind has a mask already */
  register(object: string, mask: CommentMask): void {
    this.masks.add(object, mask);
  }

  /** Comments on things of one kind. */
  async apply(ctx: Ctx, object: string, comments: readonly { recordId: string; content: string }[]): Promise<void> {
    await this.masks.get(object)?.(
      ctx,
      comments.map((comment) => ({ id: comment.recordId, told: comment })),
    );
  }
}
