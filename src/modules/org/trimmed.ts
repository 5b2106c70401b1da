export { IfGiven, Trimmed } from '../../platform/http/index.js';
