/** An enterprise to work in. */
export class EnterpriseChoiceView {
  /** @format uuid */
  tenantId!: string;

  /** @example "远航科技有限公司" */
  enterpriseName!: string;

  /**
   * Account code (企业账号).
   * @example "52840137"
   */
  enterpriseCode!: string;

  /** Who one is there. */
  employeeName!: string;
}

/** Whoever works in several enterprises chooses one before getting tokens. */
export class ChoicesView {
  choices!: EnterpriseChoiceView[];

  /** Exchanged once for tokens at `POST /sessions/choice`. */
  choiceToken!: string;

  /** Seconds until the choice token expires. */
  expiresIn!: number;
}
