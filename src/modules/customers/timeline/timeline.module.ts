import { Module, type OnModuleInit } from '@nestjs/common';
import { FeedModule } from '../../feed/index.js';
import { PoolsModule } from '../../pools/index.js';
import { FollowUpsModule } from '../follow-up/follow-ups.module.js';
import { changesSource } from './source/changes.source.js';
import { contactsSource } from './source/contacts.source.js';
import { filesSource } from './source/files.source.js';
import { FollowUpsSource } from './source/follow-ups.source.js';
import { ownershipSource } from './source/ownership.source.js';
import { TimelineSources } from './timeline-source.js';
import { Timeline } from './timeline.js';

/** Timelines of records, and what stands on all of them. */
@Module({
  imports: [PoolsModule, FeedModule, FollowUpsModule],
  providers: [Timeline, TimelineSources, FollowUpsSource],
  exports: [Timeline, TimelineSources],
})
export class TimelineModule implements OnModuleInit {
  constructor(private readonly sources: TimelineSources) {}

  onModuleInit(): void {
    this.sources.register(changesSource);
    this.sources.register(ownershipSource());
    this.sources.register(contactsSource);
    this.sources.register(filesSource);
  }
}
