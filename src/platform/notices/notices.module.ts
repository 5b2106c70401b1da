import { Global, Module } from '@nestjs/common';
import { Notices } from './notices.js';

/** Everybody's inbox of what happened to their records. */
@Global()
@Module({ providers: [Notices], exports: [Notices] })
export class NoticesModule {}
