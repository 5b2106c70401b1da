export type { AuthConfig, Config, DatabaseConfig, HttpConfig, LogLevel, MailConfig, S3Config, SmsConfig } from './config.js';
export type { Environment } from './environment-reader.js';
export { APP_ROLE, ConfigError, loadConfig, readEnvironment } from './load-config.js';
