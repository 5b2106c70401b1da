import type { Actor, Ctx, Origin } from '../context/ctx.js';

/** The program itself: the nil UUID (RFC 9562), which no employee can have. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Acts in schedules and event handlers. Columns such as `created_by` hold the nil UUID or null then. */
export const systemActor = (origin: Origin): Actor => ({
  employeeId: NOBODY,
  accountId: NOBODY,
  sessionId: null,
  name: '',
  origin,
});

export const SYSTEM_EMPLOYEE_ID = NOBODY;

/** The acting employee's id, or null where the program itself acts (a sign-up has no actor either). */
export function actorIdOf(ctx: Ctx): string | null {
  const id = (ctx as Partial<Ctx>).actor?.employeeId;
  return id === undefined || id === NOBODY ? null : id;
}
