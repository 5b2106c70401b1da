import { Injectable } from '@nestjs/common';

/** Whether pages of this origin may call the path (without query). Asked before there is a context, for preflights as well. */
export type OriginCheck = (path: string, origin: string) => Promise<boolean>;

/** Port: paths that browsers may call from web sites beyond the configured ones. Modules register in `onModuleInit`. */
@Injectable()
export class CrossOrigin {
  private readonly checks: [prefix: string, check: OriginCheck][] = [];

  /** @param prefix of the whole path: `/api/v1/capture-forms/` */
  register(prefix: string, check: OriginCheck): void {
    this.checks.push([prefix, check]);
  }

  /** Whether a registered path lets the origin in; false for all other paths. */
  async allows(url: string, origin: string | undefined): Promise<boolean> {
    const [path = ''] = url.split('?');
    const found = this.checks.find(([prefix]) => path.startsWith(prefix));
    return found !== undefined && origin !== undefined && found[1](path, origin);
  }
}
