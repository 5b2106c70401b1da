import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import sql from 'sql-template-tag';
import { AppModule } from '../../src/app.module.js';
import type { Config } from '../../src/platform/config/index.js';
import type { Ctx } from '../../src/platform/context/ctx.js';
import { createApplication } from '../../src/platform/http/application.js';
import { JobContexts } from '../../src/platform/jobs/job-contexts.js';
import { stopTicks } from './schedules.js';
import { workerDatabase } from './database.js';
import { Client } from './client.js';
import { foundEnterprise, type Enterprise, type EnterpriseShape } from './enterprise.js';

/** The running application of one test file, on this worker's database. */
export interface World {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly config: Config;
  /** A client without a token. */
  anonymous(): Client;
  /** A fresh enterprise, founded through the API, with the people asked for. */
  enterprise(shape?: EnterpriseShape): Promise<Enterprise>;
  /** Runs in a transaction of the enterprise, as the system. */
  as<T>(tenantId: string, work: (ctx: Ctx) => Promise<T>): Promise<T>;
  get<T>(type: abstract new (...args: never[]) => T): T;
}

/** Starts the application before the tests of this file and stops it after them. */
export function useWorld(change: (config: Config) => Config | Promise<Config> = (config) => config): World {
  const world = {} as { -readonly [K in keyof World]: World[K] };
  beforeAll(async () => {
    const config = await change(await testConfig());
    const app = await createApplication(AppModule.forRoot(config), config);
    await app.listen(0, '127.0.0.1');
    stopTicks(app);
    Object.assign(world, { app, config, url: await app.getUrl() });
  }, 60_000);
  afterAll(async () => {
    await world.app?.close();
  }, 60_000);
  world.anonymous = () => new Client(world.url);
  world.enterprise = (shape) => foundEnterprise(world, shape);
  world.get = (type) => world.app.get(type, { strict: false });
  world.as = (tenantId, work) =>
    world.get(JobContexts).unit({ tenantId, employeeId: null, origin: 'system', requestId: 'test' }, work);
  return world;
}

export async function testConfig(): Promise<Config> {
  const { ownerUrl, appUrl, assumeRole } = await workerDatabase();
  return {
    env: 'test',
    role: 'all',
    http: {
      host: '127.0.0.1',
      port: 0,
      publicUrl: 'http://localhost',
      corsOrigins: [],
      bodyLimitBytes: 1_048_576,
      trustProxy: false,
    },
    database: { ownerUrl, appUrl, ...(assumeRole ? { assumeRole } : {}), poolSize: 12, statementTimeoutMs: 30_000 },
    auth: { secret: randomBytes(32), accessTokenMinutes: 15, refreshTokenDays: 30, stepUpMinutes: 10 },
    files: {
      directory: join(tmpdir(), 'highseas-test-files'),
      maxUploadBytes: 52_428_800,
      maxPictureBytes: 1_048_576,
      maxVoiceBytes: 1_048_576,
      quotaBytes: 1_073_741_824,
      linkSecrets: [],
    },
    sms: { gateway: 'console' },
    mail: { gateway: 'console' },
    log: { level: (process.env.TEST_LOG as 'silent' | undefined) ?? 'silent', pretty: false },
  };
}

export { sql };
