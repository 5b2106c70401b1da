import type { components } from './schema.js';

export type Tokens = Pick<components['schemas']['TokensView'], 'accessToken' | 'refreshToken'>;

/** Programs have a key; front ends have the tokens of a sign-in. */
export type Credentials = { apiKey: string } | (Tokens & { onTokens?: (tokens: Tokens) => void | Promise<void> });

/** Puts the credentials into requests and exchanges the tokens when the access token has expired. */
export class Authorization {
  private readonly credentials: Credentials | undefined;
  private readonly exchange: (refreshToken: string) => Promise<Tokens>;
  private tokens: Tokens | undefined;
  private exchanging: Promise<void> | undefined;

  /** @param exchange asks the server for new tokens; a refresh token is good for one exchange */
  constructor(credentials: Credentials | undefined, exchange: (refreshToken: string) => Promise<Tokens>) {
    this.credentials = credentials;
    this.exchange = exchange;
    if (credentials && 'accessToken' in credentials) this.tokens = credentials;
  }

  /** The access token that was sent, so that `renew` can tell whether it is still the current one. */
  sign(headers: Headers): string | undefined {
    if (this.credentials && 'apiKey' in this.credentials) headers.set('X-Api-Key', this.credentials.apiKey);
    if (this.tokens) headers.set('Authorization', `Bearer ${this.tokens.accessToken}`);
    return this.tokens?.accessToken;
  }

  /** Whether the request is worth repeating with a new token. Requests that expire together wait for one exchange. */
  async renew(sent: string | undefined): Promise<boolean> {
    if (!this.tokens || sent === undefined) return false;
    if (sent === this.tokens.accessToken) {
      this.exchanging ??= this.replace(this.tokens.refreshToken).finally(() => (this.exchanging = undefined));
      await this.exchanging;
    }
    return true;
  }

  private async replace(refreshToken: string): Promise<void> {
    const { accessToken, refreshToken: next } = await this.exchange(refreshToken);
    this.tokens = { accessToken, refreshToken: next };
    if (this.credentials && 'onTokens' in this.credentials) await this.credentials.onTokens?.(this.tokens);
  }
}
