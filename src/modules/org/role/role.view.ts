import { ApiProperty } from '@nestjs/swagger';
import { SCOPES, type FieldRule, type Grant, type Scope } from '../../../platform/authz/index.js';
import { PageInfo } from '../../../platform/records/page.js';

export class GrantView implements Grant {
  /** @example "lead" */
  object!: string;

  /** @example ["read", "update"] */
  actions!: string[];

  /** On which records, narrowest first. */
  @ApiProperty({ enum: SCOPES })
  scope!: Scope;
}

export class FieldRuleView implements FieldRule {
  /** @example "lead" */
  object!: string;

  /** @example "phone" */
  field!: string;

  @ApiProperty({ enum: ['hidden', 'readOnly'] })
  access!: 'hidden' | 'readOnly';
}

/** A named set of permissions. A person has those of all their roles together. */
export class RoleView {
  /** @format uuid */
  id!: string;

  /**
   * Set on built-in roles, which cannot be deleted.
   * @example "salesperson"
   */
  key!: string | null;

  name!: string;

  description!: string | null;

  /** The system administrator alone has `*`: every object, every action. */
  grants!: GrantView[];

  /** What holders may not see or not write, unless another of their roles lifts it. */
  fieldRules!: FieldRuleView[];

  /** To how many employees it is given; everybody has the role `employee` without that. */
  holderCount!: number;

  version!: number;
}

export class RoleListView {
  items!: RoleView[];

  page!: PageInfo;
}
