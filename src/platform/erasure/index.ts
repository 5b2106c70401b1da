export { FORGOTTEN, forgottenPinyin, registerPersonalSubject, type PersonalSubject } from './personal-subjects.js';
export { PersonalTraces } from './personal-traces.js';
