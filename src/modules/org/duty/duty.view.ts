/** Whether a person takes new records that rules assign. */
export class DutyView {
  /** @format uuid */
  employeeId!: string;

  /** As it is now. */
  onDuty!: boolean;

  /**
   * When the switch goes back by itself.
   * @format date-time
   */
  until!: string | null;
}

/** When a person is left in peace. */
export class QuietHoursView {
  /**
   * By the enterprise's clock; null: the enterprise's quiet hours hold.
   * @example "22:00"
   */
  from!: string | null;

  /** @example "08:00" */
  to!: string | null;
}
