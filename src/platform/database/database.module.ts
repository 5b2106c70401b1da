import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIG } from '../config/config.token.js';
import type { Config } from '../config/index.js';
import { Database } from './database.js';
import { connectionOptions } from './connection.js';
import { LastingStatements } from './lasting-statements.js';
import { PeopleAtWork } from './people-at-work.js';

/** The application's connections. Entities register themselves through `TypeOrmModule.forFeature` of their module. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [CONFIG],
      useFactory: (config: Config) => ({
        ...connectionOptions(config),
        autoLoadEntities: true,
        synchronize: false,
        retryAttempts: config.env === 'test' ? 0 : 10,
        retryDelay: 1000,
      }),
    }),
  ],
  providers: [Database, LastingStatements, PeopleAtWork],
  exports: [Database, LastingStatements, PeopleAtWork],
})
export class DatabaseModule {}
