import { defineEvent } from '../../platform/events/event.js';

export const employeesCreated = defineEvent<{ employeeIds: string[] }>('employee.created');
/** Name, superior, departments or the like; whoever keeps something of it reads it anew. */
export const employeeChanged = defineEvent<{ employeeId: string }>('employee.changed');
export const employeeSuspended = defineEvent<{ employeeId: string }>('employee.suspended');
export const employeeResumed = defineEvent<{ employeeId: string }>('employee.resumed');
export const employeeLeft = defineEvent<{ employeeId: string }>('employee.left');
export const employeeReturned = defineEvent<{ employeeId: string }>('employee.returned');
/** Who sees whose records may be different now. */
export const hierarchyChanged = defineEvent<Record<string, never>>('organisation.hierarchyChanged');
/** Working days have changed: what is due "in 15 working days" may be due on another day. */
export const calendarChanged = defineEvent<{ day: string }>('calendar.changed');
/** Name, zone, currency or settings of the enterprise. */
export const enterpriseChanged = defineEvent<{ fields: string[] }>('enterprise.changed');
