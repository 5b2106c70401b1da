export interface Bound {
  value: unknown;
  inclusive: boolean;
}

/** Between two bounds, of which one may be absent. */
export interface Range {
  from?: Bound;
  to?: Bound;
}
