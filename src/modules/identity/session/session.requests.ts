import { IsUUID, Matches } from 'class-validator';

export class RefreshRequest {
  /**
   * The refresh token got last.
   * @example "hsr_3hC1Qk0Zy4r1bq2n5m7p9t0v2x4z6B8D0F1H3J5L7N9"
   */
  @Matches(/^hsr_[\w-]{43}$/)
  refreshToken!: string;
}

export class SwitchRequest {
  /**
   * The enterprise to work in; `GET /me/enterprises` lists them.
   * @example "01980000-0000-7000-8000-000000000001"
   */
  @IsUUID()
  tenantId!: string;
}
