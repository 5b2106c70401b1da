import { Module, type DynamicModule } from '@nestjs/common';
import type { Config } from './platform/config/index.js';
import { PlatformModule } from './platform/platform.module.js';
import { ContactsModule, CustomersModule } from './modules/customers/index.js';
import { DemoModule } from './modules/demo/index.js';
import { FeedModule } from './modules/feed/index.js';
import { IdentityModule } from './modules/identity/index.js';
import { LeadsModule } from './modules/leads/index.js';
import { OrgModule } from './modules/org/index.js';
import { PoolsModule } from './modules/pools/index.js';
import { SettingsModule } from './modules/settings/index.js';

/** One module graph for API, worker and command line. Modules stand by level, lowest first. */
@Module({})
export class AppModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(config),
        IdentityModule,
        OrgModule,
        SettingsModule,
        FeedModule,
        PoolsModule,
        CustomersModule,
        ContactsModule,
        LeadsModule,
        DemoModule,
      ],
    };
  }
}
