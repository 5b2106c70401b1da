import { Injectable } from '@nestjs/common';
import type { Ctx } from '../../../platform/context/ctx.js';
import { validationFailed } from '../../../platform/errors/index.js';
import { Attachments } from '../../../platform/files/index.js';
import { text } from '../../../platform/i18n/locale.js';
import { FOLLOW_UP } from './follow-up.policy.js';
import { FollowUpQueries } from './follow-up.queries.js';
import type { FollowUpContents } from './follow-up.requests.js';

const NO_SUCH_CONTACT = text('客户没有这位联系人', 'The customer has no such contact.');

type Links = Pick<FollowUpContents, 'contactIds' | 'fileIds'>;

/** Whom follow-ups were about, and what files hang on them (CUST-07). */
@Injectable()
export class FollowUpLinks {
  constructor(
    private readonly queries: FollowUpQueries,
    private readonly attachments: Attachments,
  ) {}

  /** @throws validationFailed with a pointer to each contact whom the customer does not have, or the actor may not see; filesNotUsable */
  async add(ctx: Ctx, id: string, { contactIds, fileIds }: Links): Promise<void> {
    await this.linkContacts(ctx, id, contactIds ?? []);
    await this.attachments.attach(ctx, FOLLOW_UP, id, fileIds ?? []);
  }

  /** What is named is all that there is from now on; contacts whom the actor does not see stay. @throws as `add` */
  async replace(ctx: Ctx, id: string, { contactIds, fileIds }: Links): Promise<void> {
    if (contactIds !== undefined) {
      await this.queries.unlinkContacts(ctx, id, contactIds ?? []);
      await this.linkContacts(ctx, id, contactIds ?? []);
    }
    if (fileIds !== undefined) await this.attachments.replace(ctx, FOLLOW_UP, id, fileIds ?? []);
  }

  private async linkContacts(ctx: Ctx, id: string, contactIds: readonly string[]): Promise<void> {
    if (contactIds.length === 0) return;
    const known = await this.queries.linkContacts(ctx, id, contactIds);
    const issues = contactIds.flatMap((contactId, n) =>
      known.has(contactId.toLowerCase()) ? [] : [{ pointer: `/contactIds/${n}`, code: 'NOT_ALLOWED', message: NO_SUCH_CONTACT }],
    );
    if (issues.length > 0) throw validationFailed({}, issues);
  }
}
