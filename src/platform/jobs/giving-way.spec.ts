import { setTimeout as work } from 'node:timers/promises';
import { GivingWay } from './giving-way.js';

const WORK_MS = 200;

const answered = (count: number | Error): Promise<number> =>
  typeof count === 'number' ? Promise.resolve(count) : Promise.reject(count);

/** How long the pauses are after so many people at work, one after the other, each after the same work. */
async function pauses(counts: readonly (number | Error)[]): Promise<number[]> {
  const left = [...counts];
  const taken: number[] = [];
  const rest = (ms: number): Promise<unknown> => Promise.resolve(taken.push(ms));
  const way = new GivingWay({ count: () => answered(left.shift()!) }, new AbortController().signal, rest);
  for (const _ of counts) {
    await work(WORK_MS);
    await way.pause();
  }
  return taken;
}

describe('giving way', () => {
  it('pauses the longer the more often somebody is at work, or nobody can be asked', async () => {
    const [first, second, third] = await pauses([1, new Error('No connection is free'), 4]);
    expect(first).toBeGreaterThanOrEqual(0.49 * WORK_MS);
    expect(second).toBeGreaterThanOrEqual(0.74 * WORK_MS);
    expect(third).toBeGreaterThanOrEqual(0.86 * WORK_MS);
  });

  it('does not pause where nobody is', async () => {
    expect(await pauses([0, 0])).toEqual([0, 0]);
  });

  it('does not look who is at work after a moment', async () => {
    let looks = 0;
    const count = (): Promise<number> => Promise.resolve((looks += 1));
    await new GivingWay({ count }, new AbortController().signal).pause();
    expect(looks).toBe(0);
  });

  it('ends its pause when the process stops', async () => {
    const stopping = new AbortController();
    const untilStopped = (_: number, __: undefined, { signal }: { signal: AbortSignal }): Promise<unknown> =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', reject));
    const way = new GivingWay({ count: () => Promise.resolve(1) }, stopping.signal, untilStopped);
    await work(WORK_MS);
    const pause = way.pause();
    setImmediate(() => stopping.abort());
    await pause;
  });
});
