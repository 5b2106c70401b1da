import { problem } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';

export const contactNotFound = problem(404, 'CONTACT_NOT_FOUND', text('联系人不存在', 'There is no such contact.'));
export const contactArchived = problem(409, 'CONTACT_ARCHIVED', text('该联系人已归档', 'This contact is archived.'));
export const contactNotArchived = problem(409, 'CONTACT_NOT_ARCHIVED', text('该联系人未归档', 'This contact is not archived.'));
