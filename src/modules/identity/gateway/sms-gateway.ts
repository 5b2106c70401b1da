import { Logger } from '@nestjs/common';
import type { Config, SmsConfig } from '../../../platform/config/index.js';

const TIMEOUT_MS = 10_000;

/** Port: sends short messages. An operator's own provider is reached through the HTTP gateway. */
export abstract class SmsGateway {
  /** @throws Error when the message was not taken; the job that sends it tries again */
  abstract send(phone: string, message: string): Promise<void>;
}

/** Writes messages to the log, where a developer reads them. */
export class ConsoleSmsGateway extends SmsGateway {
  private readonly logger = new Logger('SMS');

  async send(phone: string, message: string): Promise<void> {
    this.logger.log(`${phone}: ${message}`);
  }
}

/** Posts `{ to, text }` with a bearer token to the configured address; any 2xx means taken. */
export class HttpSmsGateway extends SmsGateway {
  constructor(private readonly settings: Extract<SmsConfig, { gateway: 'http' }>) {
    super();
  }

  async send(phone: string, message: string): Promise<void> {
    const answer = await fetch(this.settings.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.settings.token}` },
      body: JSON.stringify({ to: phone, text: message }),
      // A redirect could carry the token elsewhere.
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`The SMS gateway answered ${answer.status}`);
  }
}

export const smsGateway = ({ sms }: Config): SmsGateway =>
  sms.gateway === 'http' ? new HttpSmsGateway(sms) : new ConsoleSmsGateway();
