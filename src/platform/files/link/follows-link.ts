import { createParamDecorator, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { AppRequest } from '../../http/request.js';
import type { Content } from '../content.js';
import { FileLinks } from './file-links.js';

type LinkedRequest = AppRequest & { linked?: Content };

/**
 * Finds what a link shows. It stands as a guard because the link's own transaction must have ended before the request's
 * begins: two at once would hold two connections.
 */
@Injectable()
export class FollowsLink implements CanActivate {
  constructor(private readonly links: FileLinks) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<LinkedRequest>();
    const { token } = request.params as { token: string };
    request.linked = await this.links.follow(token, request.id);
    return true;
  }
}

/** What `@UseGuards(FollowsLink)` has found. */
export const Linked = createParamDecorator(
  (_: unknown, context: ExecutionContext): Content => context.switchToHttp().getRequest<LinkedRequest>().linked!,
);
