import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Passwords of one cluster's logins, made once and kept beside it, readable by its owner alone. */
export interface Credentials {
  superuser: string;
  owner: string;
  app: string;
}

export interface RunningPostmaster {
  pid: number;
  port: number;
}

export const clusterOf = (directory: string): string => join(directory, 'cluster');

export function newCredentials(): Credentials {
  const password = (): string => randomBytes(24).toString('base64url');
  return { superuser: password(), owner: password(), app: password() };
}

export function keepCredentials(directory: string, credentials: Credentials): void {
  writeFileSync(join(directory, 'credentials.json'), JSON.stringify(credentials), { mode: 0o600 });
}

/** The passwords of the cluster in this folder, or undefined when there is none yet. */
export function readCredentials(directory: string): Credentials | undefined {
  const path = join(directory, 'credentials.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Credentials) : undefined;
}

/** The postmaster that serves a cluster right now, or undefined. */
export function runningPostmaster(directory: string): RunningPostmaster | undefined {
  const path = join(clusterOf(directory), 'postmaster.pid');
  if (!existsSync(path)) return undefined;
  // Lines of this file, by PostgreSQL's own definition: process, data directory, start, port, …
  const [pid, , , port] = readFileSync(path, 'utf8').split('\n').map(Number);
  return pid && port && servesCluster(pid, directory) ? { pid, port } : undefined;
}

/** After a crash the process number may belong to someone else; where /proc exists its command line tells. */
function servesCluster(pid: number, directory: string): boolean {
  if (!isAlive(pid)) return false;
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes(clusterOf(directory));
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Notes which process started the cluster, so that a later start can tell a live cluster from one left behind. */
export function claimCluster(directory: string): void {
  writeFileSync(join(directory, 'starter.pid'), String(process.pid));
}

export function starterIsAlive(directory: string): boolean {
  const path = join(directory, 'starter.pid');
  return existsSync(path) && isAlive(Number(readFileSync(path, 'utf8')));
}

/** Asks a postmaster for a fast shutdown and waits, at most ten seconds, until it is gone. */
export async function stopPostmaster(directory: string): Promise<void> {
  const running = runningPostmaster(directory);
  if (running === undefined) return;
  process.kill(running.pid, 'SIGINT');
  for (let waited = 0; waited < 10_000; waited += 50) {
    if (!isAlive(running.pid)) return;
    await pause(50);
  }
  throw new Error(`The PostgreSQL process ${running.pid} of ${directory} does not stop.`);
}

/** Stops and removes the throw-away clusters under `parent` whose starter was killed before it could do so itself. */
export async function sweepAbandoned(parent: string): Promise<void> {
  for (const name of readdirSync(parent)) {
    const directory = join(parent, name);
    if (!existsSync(join(directory, 'starter.pid')) || starterIsAlive(directory)) continue;
    await stopPostmaster(directory);
    rmSync(directory, { recursive: true, force: true });
  }
}
