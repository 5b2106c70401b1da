/** Everything that can differ between two installations, validated and frozen at start. */
export interface Config {
  readonly env: 'production' | 'development' | 'test';
  /** Which half this process is: answers HTTP, works jobs and schedules, or both. */
  readonly role: 'api' | 'worker' | 'all';
  readonly http: HttpConfig;
  readonly database: DatabaseConfig;
  readonly auth: AuthConfig;
  readonly files: FilesConfig;
  readonly sms: SmsConfig;
  readonly mail: MailConfig;
  readonly log: { readonly level: LogLevel; readonly pretty: boolean };
}

export interface HttpConfig {
  readonly host: string;
  readonly port: number;
  /** Origin under which people reach this installation, without a trailing slash; links in messages begin with it. */
  readonly publicUrl: string;
  /** Origins of browsers that may call; empty means none but our own. */
  readonly corsOrigins: readonly string[];
  readonly bodyLimitBytes: number;
  /** Whose X-Forwarded-For to believe: nobody, everybody, or a comma-separated list of addresses and networks. */
  readonly trustProxy: boolean | string;
}

export interface DatabaseConfig {
  /** What the application connects to. */
  readonly appUrl: string;
  /** What migrations connect to. */
  readonly ownerUrl: string;
  /** Set when `appUrl` carries the owner's login: each connection must then step down to this role at start. */
  readonly assumeRole?: string;
  /** Connections per process. */
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
}

export interface AuthConfig {
  /** At least 32 bytes; keys for signing are derived from it, it is never used as one itself. */
  readonly secret: Buffer;
  readonly accessTokenMinutes: number;
  readonly refreshTokenDays: number;
  /** How many minutes a confirmed password opens the administration area, where an enterprise says nothing; 0 asks for none. */
  readonly stepUpMinutes: number;
}

export interface FilesConfig {
  /** Where files lie unless a bucket is named. */
  readonly directory: string;
  readonly s3?: S3Config;
  /** The largest upload of all, and the largest document. */
  readonly maxUploadBytes: number;
  readonly maxPictureBytes: number;
  readonly maxVoiceBytes: number;
  /** What all files that an enterprise keeps may take up. */
  readonly quotaBytes: number;
  /** Keys of signed links: the first one signs, all of them are good. Empty: one is derived from the installation's secret. */
  readonly linkSecrets: readonly Buffer[];
}

/** A bucket of a store that speaks S3. */
export interface S3Config {
  readonly bucket: string;
  readonly region: string;
  /** Absent: Amazon's own of the region. */
  readonly endpoint?: string;
  /** Whether the bucket stands in the path rather than in the host's name. */
  readonly pathStyle: boolean;
  /** Absent: whatever the machine gives its processes. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export type SmsConfig =
  | { readonly gateway: 'console' }
  | { readonly gateway: 'http'; readonly url: string; readonly token: string };

export type MailConfig =
  | { readonly gateway: 'console' }
  | { readonly gateway: 'smtp'; readonly url: string; readonly from: string };

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
