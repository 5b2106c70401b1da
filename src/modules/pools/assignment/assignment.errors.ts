import { problem } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';

export const assignmentOff = problem(
  409,
  'ASSIGNMENT_OFF',
  text('该池的规则没有启用自动分配', 'The rules of this pool assign nothing by themselves.'),
);
