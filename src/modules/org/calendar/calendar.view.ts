/** One day of the working calendar. */
export class CalendarDayView {
  /** @format date */
  day!: string;

  working!: boolean;

  /**
   * The statutory holiday, where the day is one.
   * @example "国庆节"
   */
  name!: string | null;

  /** Whether the enterprise, not the law, decided. */
  overridden!: boolean;

  /** Why it decided so. */
  note!: string | null;
}

export class CalendarView {
  items!: CalendarDayView[];
}
