import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { AuditModule } from './audit/audit.module.js';
import { AccessTokens } from './auth/access-tokens.js';
import { ApiKeyGate } from './auth/api-key/api-key-gate.js';
import { ApiKeyQuotas } from './auth/api-key/api-key-quotas.js';
import { ApiKeyUses } from './auth/api-key/api-key-uses.js';
import { AuthenticationGuard } from './auth/authentication.guard.js';
import { JwtStrategy } from './auth/jwt.strategy.js';
import { VerifiedTokens } from './auth/verified-tokens.js';
import { AbilityCache } from './authz/ability-cache.js';
import { Onlookers } from './authz/onlookers.js';
import { ExplainModule } from './authz/explain/explain.module.js';
import { CONFIG } from './config/config.token.js';
import type { Config } from './config/index.js';
import { Clock } from './context/clock.js';
import { ContextFactory } from './context/context-factory.js';
import { DataExportModule } from './data-export/data-export.module.js';
import { DatabaseModule } from './database/database.module.js';
import { ErasureModule } from './erasure/erasure.module.js';
import { EventsModule } from './events/events.module.js';
import { FilesModule } from './files/files.module.js';
import { CrossOrigin } from './http/cross-origin.js';
import { Idempotency } from './http/idempotency.js';
import { ProblemFilter } from './http/problem.filter.js';
import { UnitOfWorkInterceptor } from './http/unit-of-work.interceptor.js';
import { RequestValidation } from './http/validation.pipe.js';
import { JobsModule } from './jobs/jobs.module.js';
import { ExportModule } from './records/export/export.module.js';
import { ImportModule } from './records/import/import.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { NoticesModule } from './notices/notices.module.js';
import { ResetModule } from './reset/reset.module.js';
import { RecordsModule } from './records/records.module.js';

/** What every module stands on. Knows nothing of sales. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        PassportModule,
        DatabaseModule,
        EventsModule,
        JobsModule,
        AuditModule,
        MetricsModule,
        FilesModule,
        NoticesModule,
        RecordsModule,
        ImportModule,
        ExportModule,
        ExplainModule,
        DataExportModule,
        ErasureModule,
        ResetModule,
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        Clock,
        AccessTokens,
        JwtStrategy,
        VerifiedTokens,
        ApiKeyGate,
        ApiKeyQuotas,
        ApiKeyUses,
        AbilityCache,
        Onlookers,
        ContextFactory,
        CrossOrigin,
        Idempotency,
        { provide: APP_GUARD, useClass: AuthenticationGuard },
        { provide: APP_INTERCEPTOR, useClass: UnitOfWorkInterceptor },
        { provide: APP_PIPE, useClass: RequestValidation },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
      exports: [CONFIG, Clock, AccessTokens, AbilityCache, Onlookers, ContextFactory, CrossOrigin],
    };
  }
}
