import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const { levels } = JSON.parse(readFileSync(join(ROOT, 'architecture.json'), 'utf8')) as { levels: string[][] };
const modulesFolder = join(ROOT, 'src/modules');
const modules = existsSync(modulesFolder) ? readdirSync(modulesFolder) : [];

interface Cruise {
  summary: { violations: { rule: { name: string }; from: string; to: string }[] };
}

/** Runs the rules over `src` below a folder: the names of the broken rules with the importing file. */
function cruise(folder: string): string[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config',
      join(ROOT, '.dependency-cruiser.mjs'),
      '--output-type',
      'json',
      'src',
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (!stdout) throw new Error(stderr);
  const { violations } = (JSON.parse(stdout) as Cruise).summary;
  return violations.map(({ rule, from }) => `${rule.name}: ${from}`).sort();
}

describe('the layers', () => {
  it('are refused for each kind of violation, as the deliberate ones show', () => {
    expect(cruise(join(import.meta.dirname, 'fixture'))).toEqual([
      'approvals-calls-down-only: src/modules/approvals/index.ts',
      'identity-calls-down-only: src/modules/identity/accounts.ts',
      'modules-have-one-door-from-outside: src/main.ts',
      'modules-have-one-door: src/modules/pools/index.ts',
      'no-cycle: src/platform/day.ts',
      'no-unresolvable: src/platform/gone.ts',
      'platform-knows-no-module: src/platform/clock.ts',
      'production-needs-no-development-package: src/platform/clock.ts',
    ]);
  });

  it('know every module, each once', () => {
    const known = levels.flat();
    expect(new Set(known).size).toBe(known.length);
    expect(modules.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('leave no module without its door and without a README of at most 60 lines', () => {
    const lines = (name: string): number => {
      const path = join(modulesFolder, name, 'README.md');
      return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
    };
    const wrong = modules.filter(
      (name) => !existsSync(join(modulesFolder, name, 'index.ts')) || lines(name) === 0 || lines(name) > 60,
    );
    expect(wrong).toEqual([]);
  });
});
