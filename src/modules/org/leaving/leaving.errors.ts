import { concurrentChange, onViolation, problem } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';

export const employeeStillOwns = problem(
  409,
  'EMPLOYEE_STILL_OWNS',
  text('该员工名下还有 {belongings},请先办理交接', 'The employee still owns {belongings}: hand them over first.'),
);
export const departurePlanInvalid = problem(
  422,
  'DEPARTURE_PLAN_INVALID',
  text('交接方案有误,请检查标出的项', 'The plan cannot be carried out; see errors.'),
);
export const departureOfOneself = problem(
  422,
  'DEPARTURE_OF_ONESELF',
  text('不能为自己办理离职', 'Nobody sees to their own departure.'),
);
export const departureRunning = problem(
  409,
  'DEPARTURE_RUNNING',
  text('该员工的离职交接正在进行', 'The departure of this employee is under way already.'),
);

// Whoever chooses owners looks at their status first; only a suspension at this very moment comes to the constraint.
onViolation('owner_at_work', concurrentChange);
