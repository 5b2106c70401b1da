import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { useWorld } from '../support/world.js';

const ROOT = join(import.meta.dirname, '../..');
const blocksOf = (file: string): string[] =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^```bash\n([\s\S]*?)^```$/gm)].map((match) => match[1]!);
const BLOCKS = blocksOf('README.md');
/** Stands between what two blocks write. */
const MARK = '\u241e';

const FEED = /^get \/customers\/changes -d "cursor=.*$/m;
/** Asks again while nothing is told: on a reader's machine nobody else writes, here other suites may hold the feed back. */
const withFeed = (block: string): string =>
  block.replace(
    FEED,
    (line) => `for n in {1..200}; do TOLD=$(${line}); [[ $TOLD == *'"items":[]'* ]] || break; sleep 0.1; done; echo "$TOLD"`,
  );

describe('the tour of the README', () => {
  const world = useWorld();
  let outputs: string[];

  beforeAll(async () => {
    const script = BLOCKS.map(
      (block) => `${withFeed(block).replaceAll('http://localhost:3000', world.url)}\nprintf '${MARK}'\n`,
    ).join('');
    outputs = (await bash(`set -euo pipefail\n${script}`)).split(MARK);
  }, 60_000);

  it('is the same in both languages', () => {
    expect(BLOCKS).toHaveLength(11);
    expect(blocksOf('README.zh-CN.md')).toEqual(BLOCKS);
  });

  it('reads a change feed', () => {
    expect(BLOCKS.filter((block) => FEED.test(block))).toHaveLength(1);
  });

  it('is gone through without an error but the one that it shows', () => {
    expect(outputs).toHaveLength(BLOCKS.length + 1);
    expect(outputs.slice(0, -2).join('')).not.toMatch(/"status":[45]\d\d|"ok":false|undefined/);
  });

  it('shows at each station what it says', () => {
    const [founded, colleagues, pool, imported, claimed, followedUp, found, returned, customers, exported, refused] = outputs as [
      string,
      ...string[],
    ];
    expect(founded).toContain('远航科技有限公司');
    expect(colleagues).toContain('"ok":true');
    expect(pool).toContain('"state":"inForce"');
    expect(imported).toMatch(/created: 3,[\s\S]*failed: 1/);
    expect(imported).toContain('NOT_A_PHONE');
    expect(claimed).toMatch(/199\*{4}000\d/);
    expect(claimed).toMatch(/"ok":true.*"ok":true/);
    expect(followedUp).toContain('约下周二线上演示');
    expect(found!.trim().split('\n')).toHaveLength(5);
    expect(found).toContain('"total":2');
    expect(found).toContain('杭州华夏机械制造有限公司');
    expect(returned).toContain('"verdict":"scheduled"');
    expect(returned).toMatch(/"kind":"returned".*三次未接通/);
    expect(returned).toContain('"considered":1');
    expect(customers).toMatch(/现场看了两条产线[\s\S]*"ok":true[\s\S]*holder: '李静'[\s\S]*华夏机械/);
    expect(exported).toMatch(/苏州盛源电子科技有限公司/);
    expect(refused).toMatch(/"status":400.*"code":"VALIDATION_FAILED".*"pointer":"\/colour"/);
  });
});

/** Runs the script in a folder of its own, with this process's Node.js first. @throws Error with what it wrote where it fails */
function bash(script: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'highseas-tour-'));
  return new Promise<string>((resolve, reject) => {
    const child = spawn('bash', ['-s'], {
      cwd: folder,
      env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`The tour ended with ${code}:\n${output}`))));
    child.stdin.end(script);
  }).finally(() => rmSync(folder, { recursive: true, force: true }));
}
