import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** As `npm start` and the image start it. */
const FLAGS = ['--max-semi-space-size=8', '--heap-growing-percent=30'];
const LOADER = join(import.meta.dirname, '../support/resolve-typescript.mjs');

/** A port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** Starts the built program and waits until it is ready; tells how long that took. */
export async function startBuilt(
  env: NodeJS.ProcessEnv,
  entry = 'dist/main.js',
): Promise<{ url: string; process: ChildProcess; milliseconds: number }> {
  const port = await freePort();
  const begun = performance.now();
  const child = fork(entry, {
    env: { ...process.env, ...env, PORT: String(port) },
    execArgv: FLAGS,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${entry} ended with ${child.exitCode}`);
    const ready = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return { url, process: child, milliseconds: performance.now() - begun };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** How many milliseconds Node.js takes to load what the program is built on, without one line of the program. */
export async function loadPackages(): Promise<number> {
  const begun = performance.now();
  const child = fork(join(import.meta.dirname, 'packages.mjs'), { execArgv: FLAGS });
  await once(child, 'message');
  const milliseconds = performance.now() - begun;
  await stop(child);
  return milliseconds;
}

/** Starts a worker; it tells how it is on some free port. */
export const startWorker = (env: NodeJS.ProcessEnv): ChildProcess =>
  fork('dist/worker.js', {
    env: { ...process.env, ...env, PORT: '0' },
    execArgv: FLAGS,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });

/** Starts a TypeScript script that sends its address. */
export async function startScript(file: string, env: NodeJS.ProcessEnv): Promise<{ url: string; process: ChildProcess }> {
  const child = fork(join(import.meta.dirname, file), { env: { ...process.env, ...env }, execArgv: ['--import', LOADER] });
  const { url } = await new Promise<{ url: string }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { url: string }));
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
  });
  return { url, process: child };
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

/** Memory of a process in MB: now, and the most that it ever had. */
export function memoryOf({ pid }: ChildProcess): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)![1]) / 1024;
  return { now: field('VmRSS'), most: field('VmHWM') };
}
