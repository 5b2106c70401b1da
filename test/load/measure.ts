import autocannon from 'autocannon';

/** One side of a comparison. */
export interface Side {
  url: string;
  token?: string;
}

export interface Load {
  method: 'GET' | 'POST' | 'PATCH';
  paths: string[];
  bodies?: string[];
  connections: number;
  seconds: number;
}

/** Requests per second answered with 2xx. @throws Error when any was answered otherwise */
export async function throughput({ url, token }: Side, load: Load): Promise<number> {
  const count = Math.max(load.paths.length, load.bodies?.length ?? 1);
  let next = 0;
  const result = await autocannon({
    url,
    connections: load.connections,
    duration: load.seconds,
    requests: [
      {
        method: load.method,
        headers: {
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(load.bodies ? { 'content-type': 'application/json' } : {}),
        },
        setupRequest: (request) => {
          const turn = next++ % count;
          return {
            ...request,
            path: load.paths[turn % load.paths.length]!,
            ...(load.bodies ? { body: load.bodies[turn % load.bodies.length]! } : {}),
          };
        },
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${load.method} ${load.paths[0]}: ${result.non2xx} refused, ${result.errors} failed`);
  return result['2xx'] / result.duration;
}

/** Both in turn, A B A B …, so that a machine that grows slower does so for both; the ratio of each pair, and their median. */
export async function ratio(
  rounds: number,
  a: () => Promise<number>,
  b: () => Promise<number>,
): Promise<{ a: number; b: number; ratio: number }> {
  const pairs: { a: number; b: number }[] = [];
  for (let round = 0; round < rounds; round++) pairs.push({ a: await a(), b: await b() });
  return {
    a: median(pairs.map((pair) => pair.a)),
    b: median(pairs.map((pair) => pair.b)),
    ratio: median(pairs.map((pair) => pair.a / pair.b)),
  };
}

export function median(values: number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  return sorted[Math.floor(sorted.length / 2)]!;
}
