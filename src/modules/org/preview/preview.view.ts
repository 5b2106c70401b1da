/** Access to what an employee would see, for a quarter of an hour and for reading only. */
export class PreviewView {
  /** @format uuid */
  id!: string;

  /** @format uuid */
  employeeId!: string;

  employeeName!: string;

  /** Sent as `Authorization: Bearer …` in place of one's own. */
  accessToken!: string;

  tokenType!: 'Bearer';

  /** @format date-time */
  expiresAt!: string;
}
