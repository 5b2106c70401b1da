import { Global, Module } from '@nestjs/common';
import { InboxController } from './inbox.controller.js';
import { InboxQueries } from './inbox.queries.js';
import { Inbox } from './inbox.service.js';
import { Notices } from './notices.js';

/** Everybody's inbox of what happened to their records. */
@Global()
@Module({ controllers: [InboxController], providers: [Notices, Inbox, InboxQueries], exports: [Notices] })
export class NoticesModule {}
