import { PageInfo } from '../../../platform/records/page.js';

/** The person, in whichever enterprise. */
export class MyAccountView {
  /** @format uuid */
  id!: string;

  name!: string;

  /** E.164. */
  phone!: string | null;

  email!: string | null;

  login!: string | null;

  /** The password is an initial one: until it is changed, nothing else is possible. */
  passwordMustChange!: boolean;
}

/** The person as a colleague. */
export class MyEmployeeView {
  /** @format uuid */
  id!: string;

  name!: string;

  nickname!: string | null;

  title!: string | null;

  avatar!: string | null;
}

/** The enterprise that the tokens act in. */
export class MyEnterpriseView {
  /** @format uuid */
  tenantId!: string;

  /**
   * Account code (企业账号).
   * @example "52840137"
   */
  code!: string;

  name!: string;

  logo!: string | null;

  /** @example "Asia/Shanghai" */
  timeZone!: string;

  /** @example "CNY" */
  currency!: string;
}

/** Who is asking. */
export class MeView {
  account!: MyAccountView;

  employee!: MyEmployeeView;

  enterprise!: MyEnterpriseView;

  /**
   * Null in a preview.
   * @format uuid
   */
  sessionId!: string | null;

  /**
   * Set where an administrator looks at what this person would see.
   * @format uuid
   */
  previewId!: string | null;
}

/** One of the enterprises that a person works in. */
export class MyMembershipView {
  /** @format uuid */
  tenantId!: string;

  enterpriseName!: string;

  /** @example "52840137" */
  enterpriseCode!: string;

  /** @format uuid */
  employeeId!: string;

  employeeName!: string;

  /** `pending`: waits for an administrator's approval. */
  status!: 'active' | 'pending';

  /** Whether the tokens act in it. */
  current!: boolean;
}

export class MyMembershipListView {
  items!: MyMembershipView[];

  page!: PageInfo;
}
