export { FORGOTTEN, forgottenPinyin, registerPersonalSubject, type PersonalSubject } from './personal-subjects.js';
