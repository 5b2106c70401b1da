/** Work to be done outside the request. */
export interface JobRequest {
  /** Which handler takes it: `leads.import`. */
  kind: string;
  /** What the handler needs; ids and plain values. */
  input?: Readonly<Record<string, unknown>>;
  /** At most one job of this kind per slot and enterprise, ever: schedules use the planned time. */
  slot?: string;
  /** Given by the caller where the answer must name the job. */
  id?: string;
  /** The total is often known at the start; progress is counted against it. */
  total?: number;
  /** It waits in the queue until this instant. */
  startAfter?: Date;
}
