import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadEnvFile } from 'node:process';
import {
  LOG_LEVELS,
  type Config,
  type DatabaseConfig,
  type FilesConfig,
  type HttpConfig,
  type MailConfig,
  type S3Config,
  type SmsConfig,
} from './config.js';
import { EnvironmentReader, type Environment } from './environment-reader.js';
import { decodeSecret, readSecret } from './secret.js';

const MIB = 1024 * 1024;
/** The role that owns nothing and bypasses nothing; row-level security holds for whoever assumes it. */
export const APP_ROLE = 'highseas_app';

/** Thrown when the environment cannot be understood; its message lists every problem, one a line. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration has ${problems.length} problem(s):\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** The process's environment, completed from `.env` in the working directory (what is set already wins). */
export function readEnvironment(): Environment {
  if (existsSync('.env')) loadEnvFile('.env');
  return process.env;
}

/**
 * Turns the environment into the one typed, validated, frozen configuration. `.env.example` documents each variable.
 * @throws ConfigError with all problems at once
 */
export function loadConfig(env: Environment = readEnvironment()): Config {
  const read = new EnvironmentReader(env);
  const config = buildConfig(read);
  if (read.problems.length > 0) throw new ConfigError(read.problems);
  return deepFreeze(config);
}

function buildConfig(read: EnvironmentReader): Config {
  const env = read.oneOf('NODE_ENV', ['production', 'development', 'test'], 'development');
  const dataDirectory = read.optional('DATA_DIRECTORY') ?? '.data';
  return {
    env,
    role: read.oneOf('ROLE', ['api', 'worker', 'all'], 'all'),
    http: readHttp(read, env),
    database: readDatabase(read),
    auth: {
      secret: readSecret(read, env, dataDirectory),
      accessTokenMinutes: read.integer('ACCESS_TOKEN_MINUTES', { fallback: 15, min: 1, max: 1440 }),
      refreshTokenDays: read.integer('REFRESH_TOKEN_DAYS', { fallback: 30, min: 1, max: 365 }),
      stepUpMinutes: read.integer('STEP_UP_MINUTES', { fallback: 60, min: 0, max: 1440 }),
    },
    files: readFiles(read, dataDirectory),
    sms: readSms(read),
    mail: readMail(read),
    log: {
      level: read.oneOf('LOG_LEVEL', LOG_LEVELS, env === 'test' ? 'silent' : 'info'),
      pretty: read.flag('LOG_PRETTY', env === 'development'),
    },
  };
}

function readHttp(read: EnvironmentReader, env: Config['env']): HttpConfig {
  const port = read.integer('PORT', { fallback: 3000, min: 0, max: 65535 });
  const publicUrl = read.optional('PUBLIC_URL') ?? `http://localhost:${port}`;
  const proxy = read.optional('TRUST_PROXY') ?? 'false';
  return {
    host: read.optional('HOST') ?? (env === 'production' ? '0.0.0.0' : '127.0.0.1'),
    port,
    publicUrl: read.url('PUBLIC_URL', publicUrl, ['http', 'https']).replace(/\/+$/, ''),
    corsOrigins: read.list('CORS_ORIGINS').map((origin) => read.url('CORS_ORIGINS', origin, ['http', 'https'])),
    bodyLimitBytes: read.integer('BODY_LIMIT_BYTES', { fallback: MIB, min: 1024, max: 64 * MIB }),
    trustProxy: proxy === 'true' || proxy === 'false' ? proxy === 'true' : proxy,
  };
}

function readDatabase(read: EnvironmentReader): DatabaseConfig {
  const schemes = ['postgres', 'postgresql'];
  const ownerUrl = read.url('DATABASE_URL', read.required('DATABASE_URL', "the database owner's address"), schemes);
  const appUrl = read.url('DATABASE_APP_URL', read.optional('DATABASE_APP_URL'), schemes);
  return {
    ownerUrl,
    appUrl: appUrl || ownerUrl,
    ...(appUrl ? {} : { assumeRole: APP_ROLE }),
    poolSize: read.integer('DATABASE_POOL_SIZE', { fallback: 10, min: 1, max: 500 }),
    statementTimeoutMs: read.integer('DATABASE_STATEMENT_TIMEOUT_MS', { fallback: 15_000, min: 100, max: 600_000 }),
  };
}

function readFiles(read: EnvironmentReader, dataDirectory: string): FilesConfig {
  const s3 = readS3(read);
  return {
    ...(s3 ? { s3 } : {}),
    directory: read.optional('FILES_DIRECTORY') ?? join(dataDirectory, 'files'),
    maxUploadBytes: read.integer('FILES_MAX_UPLOAD_BYTES', { fallback: 50 * MIB, min: 1024, max: 4096 * MIB }),
    maxPictureBytes: read.integer('FILES_MAX_PICTURE_BYTES', { fallback: 20 * MIB, min: 1024, max: 4096 * MIB }),
    maxVoiceBytes: read.integer('FILES_MAX_VOICE_BYTES', { fallback: 20 * MIB, min: 1024, max: 4096 * MIB }),
    quotaBytes: read.integer('FILES_QUOTA_GIB', { fallback: 100, min: 1, max: 1_000_000 }) * 1024 * MIB,
    linkSecrets: read.list('FILES_LINK_SECRETS').map((text) => decodeSecret(read, 'FILES_LINK_SECRETS', text)),
  };
}

function readS3(read: EnvironmentReader): S3Config | undefined {
  const store = read.oneOf('FILES_STORE', ['disk', 's3'], 'disk');
  if (store === 'disk') return undefined;
  const endpoint = read.url('FILES_S3_ENDPOINT', read.optional('FILES_S3_ENDPOINT'), ['http', 'https']);
  const accessKeyId = read.optional('FILES_S3_ACCESS_KEY_ID');
  const keyed = accessKeyId !== undefined;
  const secretAccessKey = keyed ? read.required('FILES_S3_SECRET_ACCESS_KEY', 'FILES_S3_ACCESS_KEY_ID signs with it') : '';
  return {
    bucket: read.required('FILES_S3_BUCKET', 'FILES_STORE=s3 keeps files there'),
    region: read.optional('FILES_S3_REGION') ?? 'us-east-1',
    pathStyle: read.flag('FILES_S3_PATH_STYLE', endpoint !== ''),
    ...(endpoint ? { endpoint } : {}),
    ...(keyed ? { credentials: { accessKeyId, secretAccessKey } } : {}),
  };
}

function readSms(read: EnvironmentReader): SmsConfig {
  const gateway = read.oneOf('SMS_GATEWAY', ['console', 'http'], 'console');
  if (gateway === 'console') return { gateway };
  const url = read.url('SMS_URL', read.required('SMS_URL', 'SMS_GATEWAY=http sends there'), ['http', 'https']);
  return { gateway, url, token: read.required('SMS_TOKEN', 'SMS_GATEWAY=http identifies itself with it') };
}

function readMail(read: EnvironmentReader): MailConfig {
  const gateway = read.oneOf('MAIL_GATEWAY', ['console', 'smtp'], 'console');
  if (gateway === 'console') return { gateway };
  const url = read.url('MAIL_URL', read.required('MAIL_URL', 'MAIL_GATEWAY=smtp sends there'), ['smtp', 'smtps']);
  return { gateway, url, from: read.required('MAIL_FROM', 'MAIL_GATEWAY=smtp sends in its name') };
}

function deepFreeze<T extends object>(value: T): T {
  // A Buffer cannot be frozen (its bytes live outside the object) and would throw.
  for (const inner of Object.values(value)) {
    if (inner !== null && typeof inner === 'object' && !Buffer.isBuffer(inner)) deepFreeze(inner as object);
  }
  return Object.freeze(value);
}
