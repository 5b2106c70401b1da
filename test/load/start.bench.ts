import type { Bench } from './bench.js';
import { median } from './measure.js';
import { loadPackages, memoryOf, startBuilt, stop } from './processes.js';
import type { Figure } from './report.js';

const MOST_SECONDS = 2;
const MOST_MB = 200;

/** How fast the program is ready on an existing database, and what it takes to do nothing. */
export async function benchStart({ env }: Bench): Promise<Figure[]> {
  const seconds: number[] = [];
  const packages: number[] = [];
  let idle = 0;
  for (let round = 0; round < 3; round++) {
    const started = await startBuilt({ ...env, ROLE: 'all' });
    seconds.push(started.milliseconds / 1000);
    await new Promise((resolve) => setTimeout(resolve, 5000));
    idle = Math.max(idle, memoryOf(started.process).now);
    await stop(started.process);
    packages.push((await loadPackages()) / 1000);
  }
  return [
    {
      name: 'start',
      title: { en: 'Ready after start, on an existing database', 'zh-CN': '启动至就绪(已有数据库)' },
      measured: `${median(seconds).toFixed(2)} s`,
      against: `${median(packages).toFixed(2)} s to load its packages alone`,
      ratio: median(seconds) / median(packages),
      promised: `≤ ${MOST_SECONDS} s`,
      holds: median(seconds) <= MOST_SECONDS,
    },
    {
      name: 'idle',
      title: { en: 'Memory when idle, API and worker together', 'zh-CN': '空闲内存(API 与 worker 合一)' },
      measured: `${Math.round(idle)} MB`,
      against: '',
      promised: `≤ ${MOST_MB} MB`,
      holds: idle <= MOST_MB,
    },
  ];
}
