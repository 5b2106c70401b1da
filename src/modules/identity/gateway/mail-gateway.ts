import { Logger } from '@nestjs/common';
import type { Transporter } from 'nodemailer';
import type { Config, MailConfig } from '../../../platform/config/index.js';

const TIMEOUT_MS = 10_000;

/** A mail of plain text. */
export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** Port: sends mail. */
export abstract class MailGateway {
  /** @throws Error when the mail was not taken; the job that sends it tries again */
  abstract send(mail: Mail): Promise<void>;
}

/** Writes mail to the log, where a developer reads it. */
export class ConsoleMailGateway extends MailGateway {
  private readonly logger = new Logger('Mail');

  async send({ to, subject, text }: Mail): Promise<void> {
    this.logger.log(`${to}: ${subject}\n${text}`);
  }
}

/** Sends through an SMTP server; TLS as the address says (smtps) or as the server offers. */
export class SmtpMailGateway extends MailGateway {
  private transport: Promise<Transporter> | undefined;

  constructor(private readonly settings: Extract<MailConfig, { gateway: 'smtp' }>) {
    super();
  }

  async send({ to, subject, text }: Mail): Promise<void> {
    // As an object, so that commas and angle brackets in an address cannot name further receivers.
    const transport = await (this.transport ??= transportTo(this.settings.url));
    await transport.sendMail({ from: this.settings.from, to: { name: '', address: to }, subject, text });
  }
}

/** Processes that never send mail do not load the library. */
async function transportTo(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({ url, connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS });
}

export const mailGateway = ({ mail }: Config): MailGateway =>
  mail.gateway === 'smtp' ? new SmtpMailGateway(mail) : new ConsoleMailGateway();
