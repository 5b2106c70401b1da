import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestDatabase } from '../support/database.js';

const ROOT = join(import.meta.dirname, '../..');

/** One process of the application, as operators start it, that can be stopped or killed. */
export class TestNode {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly output: string[],
  ) {}

  /** Starts `src/main.ts` or `src/worker.ts` and waits until it is ready; `more` are further settings. */
  static async start(
    database: TestDatabase,
    role: 'api' | 'worker' | 'all',
    more: Record<string, string> = {},
  ): Promise<TestNode> {
    const port = await freePort();
    const program = join(ROOT, 'src', role === 'worker' ? 'worker.ts' : 'main.ts');
    const env = {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      ROLE: role,
      PORT: String(port),
      LOG_LEVEL: 'error',
      DATABASE_URL: database.ownerUrl,
      ...(database.assumeRole ? {} : { DATABASE_APP_URL: database.appUrl }),
      HIGHSEAS_SECRET: Buffer.alloc(32, 7).toString('base64'),
      ...more,
    };
    const child = spawn(process.execPath, ['--import', join(ROOT, 'test/support/compile-typescript.mjs'), program], {
      cwd: ROOT,
      env,
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk.toString()));
    const node = new TestNode(`http://127.0.0.1:${port}`, child, output);
    await node.untilReady();
    return node;
  }

  /** Sends the signal and waits for the end. @returns the exit code, or null when the signal itself ended it */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    if (this.child.exitCode !== null) return this.child.exitCode;
    const ended = new Promise<number | null>((resolve) => this.child.once('exit', resolve));
    this.child.kill(signal);
    return ended;
  }

  /** What it wrote, for a test's message. */
  get log(): string {
    return this.output.join('');
  }

  private async untilReady(): Promise<void> {
    for (let waited = 0; waited < 60_000; waited += 100) {
      if (this.child.exitCode !== null) throw new Error(`The node ended before it was ready:\n${this.log}`);
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (answer?.status === 200) return;
      await pause(100);
    }
    await this.end('SIGKILL');
    throw new Error(`The node was not ready within a minute:\n${this.log}`);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as { port: number };
  await new Promise((closed) => server.close(closed));
  return port;
}
