import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { StartRequest } from './start-embedded.js';

/** An embedded PostgreSQL in a process of its own, which can stop it or be killed. */
export interface EmbeddedProcess {
  ownerUrl: string;
  appUrl: string;
  /** Stops the cluster and waits for the end of the process. */
  stop(): Promise<void>;
  /** Kills the process that owns the cluster, not the cluster. */
  kill(): Promise<void>;
}

export async function startEmbeddedProcess(request: StartRequest): Promise<EmbeddedProcess> {
  const child = fork(join(import.meta.dirname, 'start-embedded.ts'), [JSON.stringify(request)], {
    execArgv: ['--import', join(import.meta.dirname, 'resolve-typescript.mjs')],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const report = await Promise.race([
    new Promise<Pick<EmbeddedProcess, 'ownerUrl' | 'appUrl'>>((resolve) =>
      child.once('message', resolve as (message: unknown) => void),
    ),
    gone.then(() => Promise.reject(new Error('The process ended before the cluster ran.'))),
  ]);
  return {
    ...report,
    stop: async () => {
      if (child.connected) child.send('stop');
      await gone;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
