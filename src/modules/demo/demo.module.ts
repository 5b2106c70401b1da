import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/index.js';
import { IdentityModule } from '../identity/index.js';
import { LeadsModule } from '../leads/index.js';
import { PoolsModule } from '../pools/index.js';
import { SettingsModule } from '../settings/index.js';
import { DemoEnterprise } from './demo-enterprise.js';
import { DemoSeed } from './demo-seed.service.js';
import { DemoSettings } from './settings.js';
import { DemoStaff } from './staff.js';
import { DemoStories } from './stories.js';
import { StoryWorlds } from './story-worlds.js';
import { DemoDictionaries } from './words.js';
import { StoryWriter } from './story/story.writer.js';

@Module({
  imports: [IdentityModule, SettingsModule, PoolsModule, CustomersModule, LeadsModule],
  providers: [DemoSeed, DemoEnterprise, DemoStaff, DemoSettings, DemoStories, StoryWorlds, DemoDictionaries, StoryWriter],
})
export class DemoModule {}
