/** People by where they stand; services that act by keys are none. */
export class EmployeeCountsView {
  active!: number;
  suspended!: number;
  invited!: number;
  pending!: number;
  left!: number;

  /** At work, in no department. */
  departmentless!: number;

  /** At work, with no role beside the one that everybody has. */
  roleless!: number;

  /** At work, and never signed in here. */
  notActivated!: number;

  /** Came in today, by the enterprise's calendar. */
  signedInToday!: number;
}

export class DeviceCountsView {
  /** Sessions that live: devices on which somebody is signed in. */
  signedIn!: number;

  /** People who have them. */
  people!: number;
}

export class WorkCountsView {
  /** Imports that wait or run. */
  importsUnderway!: number;

  /** Jobs that wait or run. */
  jobsUnderway!: number;

  /** Jobs that failed in the last 24 hours. */
  jobsFailed!: number;
}

/** What an administrator sees first (ORG-09). */
export class AdministrationOverviewView {
  employees!: EmployeeCountsView;

  /** People who have accepted an invitation and wait for a decision. */
  awaitingApproval!: number;

  devices!: DeviceCountsView;

  /** Unusual sign-ins that nobody has looked at. */
  openSignInAlerts!: number;

  /** Files that people have uploaded, in bytes. */
  storageBytes!: number;

  work!: WorkCountsView;

  /**
   * When it was counted.
   * @format date-time
   */
  at!: string;
}
