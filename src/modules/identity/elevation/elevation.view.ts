/** For how long administrative writes are possible in this session. */
export class ElevationView {
  /**
   * Null where the enterprise asks for no password again.
   * @format date-time
   */
  elevatedUntil!: string | null;
}
