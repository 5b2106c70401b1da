// Everything that CI does apart from the tests (`npm test`), step by step; stops at the first step that fails.
import { spawnSync } from 'node:child_process';

const STEPS = [
  ['format', 'oxfmt --check'],
  ['lint', 'oxlint --type-aware --deny-warnings src test openapi'],
  ['types', 'tsc --noEmit -p tsconfig.json'],
  ['layers', 'depcruise --config .dependency-cruiser.mjs src'],
  ['build', 'npm run --silent build'],
  ['openapi', 'node dist/openapi.js --check'],
  ['openapi lint', 'redocly lint openapi/openapi.json --config openapi/redocly.yaml'],
];

for (const [name, command] of STEPS) {
  const started = performance.now();
  const { status } = spawnSync(command, { shell: true, stdio: 'inherit' });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'passed' : 'FAILED'}  ${name}  ${seconds} s  (${command})`);
  if (status !== 0) process.exit(1);
}
