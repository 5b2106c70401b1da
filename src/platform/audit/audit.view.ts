import { ApiProperty } from '@nestjs/swagger';
import { pageOf } from '../records/page-view.js';

/** One line of the audit log. */
export class AuditLogView {
  /** @format uuid */
  id!: string;

  /** @format date-time */
  at!: string;

  /**
   * Who did it; null where the program itself did.
   * @format uuid
   */
  actorId!: string | null;

  /** The actor's name at that time. */
  actorName!: string | null;

  /** @example "role.updated" */
  action!: string;

  /** @example "role" */
  object!: string;

  /**
   * The record; null for acts on many.
   * @format uuid
   */
  objectId!: string | null;

  /** Facts of the act, for example how many records a bulk act met. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  summary!: Record<string, unknown>;

  /** The changed members as they were. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  before!: Record<string, unknown> | null;

  /** The changed members as they became. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  after!: Record<string, unknown> | null;

  /** The address that the request came from. */
  ip!: string | null;

  userAgent!: string | null;

  requestId!: string | null;
}

export class AuditLogListView extends pageOf(AuditLogView) {}
