/** A request that is measured, with the statements that it was seen to send. */
export interface Scenario {
  name: string;
  /** What it shows, in the words of the table. */
  title: string;
  method: 'GET' | 'POST' | 'PATCH';
  path: string;
  body?: unknown;
  /** In whose name. */
  as: 'salesperson' | 'manager' | 'administrator';
  /** The least ratio that is promised. */
  promised: number;
  statements: { text: string; values: unknown[] }[];
  /** Ids that stand for `targets[0]` in path and body, one per request in turn. */
  targets?: string[];
  /** Ids that the recorded request made; each replay makes its own. */
  madeIds: string[];
}
