import './demo.command.js';

export { DEMO_ENTERPRISE, DEMO_PASSWORD } from './data/people.js';
export { DemoModule } from './demo.module.js';
export { DemoSeed, type DemoResult } from './demo-seed.service.js';
