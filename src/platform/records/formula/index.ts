export { formulaValue } from './evaluate.js';
export { FormulaInvalid, readsClock, readsOf, type Formula, type FormulaType } from './formula.js';
export { formulaSql, type FormulaMoment } from './formula-sql.js';
export { FormulaReader } from './resolve.js';
export { namesIn } from './syntax.js';
