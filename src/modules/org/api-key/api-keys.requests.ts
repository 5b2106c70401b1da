import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
} from 'class-validator';
import { isRange, normaliseRange } from '../../../platform/auth/api-key/address-ranges.js';
import { text } from '../../../platform/i18n/locale.js';
import { IfGiven, Trimmed } from '../trimmed.js';

const SCOPE = /^[A-Za-z]{1,50}:([A-Za-z]{1,50}|\*)$/;

const AreScopes = (): PropertyDecorator =>
  applyDecorators(IsArray(), ArrayMinSize(1), ArrayMaxSize(100), ArrayUnique(), Matches(SCOPE, { each: true }));

const AreRoles = (): PropertyDecorator =>
  applyDecorators(IsArray(), ArrayMaxSize(20), ArrayUnique(), IsUUID(undefined, { each: true }));

/** CIDR ranges or single addresses; the handler receives CIDR. */
const AreRanges = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      Array.isArray(value)
        ? value.map((each: unknown) => (typeof each === 'string' && isRange(each) ? normaliseRange(each) : each))
        : value,
    ),
    IsArray(),
    ArrayMaxSize(50),
    IsString({ each: true }),
    ValidateBy(
      {
        name: 'isRange',
        validator: { validate: (value) => typeof value === 'string' && isRange(value), defaultMessage: () => '' },
      },
      {
        each: true,
        context: {
          code: 'NOT_AN_ADDRESS_RANGE',
          message: text('不是有效的 IP 地址或 CIDR 网段', 'This is neither an IP address nor a range in CIDR notation.'),
        },
      },
    ),
  );

export class CreateApiKeyRequest {
  /**
   * What the history calls whoever uses it.
   * @example "官网留资"
   */
  @Trimmed()
  @Length(1, 50)
  name!: string;

  /**
   * What it may be used for, as `object:action` or `object:*`; `GET /permission-catalogue` lists them. It does no more than
   * these, and of these no more than its roles permit.
   * @example ["lead:create", "lead:read"]
   */
  @AreScopes()
  scopes!: string[];

  /** Roles that it acts under, besides the one that everybody has. */
  @IfGiven()
  @AreRoles()
  roleIds?: string[] = [];

  /**
   * When it ends; null or absent for never.
   * @format date-time
   */
  @IsOptional()
  @IsISO8601({ strict: true })
  expiresAt?: string | null;

  /**
   * Where it may be used from: addresses and CIDR ranges, IPv4 or IPv6. Empty: from anywhere.
   * @example ["203.0.113.0/24", "2001:db8::/32"]
   */
  @IfGiven()
  @AreRanges()
  allowedRanges?: string[] = [];

  /** Requests a minute. */
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(6000)
  rateLimit?: number = 600;
}

export class UpdateApiKeyRequest {
  /** @example "官网留资" */
  @IfGiven()
  @Trimmed()
  @Length(1, 50)
  name?: string;

  /** @example ["lead:create"] */
  @IfGiven()
  @AreScopes()
  scopes?: string[];

  /** Replace those that it has. */
  @IfGiven()
  @AreRoles()
  roleIds?: string[];

  /**
   * Null for never.
   * @format date-time
   */
  @IsOptional()
  @IsISO8601({ strict: true })
  expiresAt?: string | null;

  /** @example ["203.0.113.7"] */
  @IfGiven()
  @AreRanges()
  allowedRanges?: string[];

  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(6000)
  rateLimit?: number;

  /** False switches it off until it is switched on again. */
  @IfGiven()
  @IsBoolean()
  enabled?: boolean;
}

export class RotateApiKeyRequest {
  /** For how many minutes the secret so far stays good, so that integrators can change it without an interruption. */
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(10_080)
  graceMinutes?: number = 60;
}
