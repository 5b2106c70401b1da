import { pathToFileURL } from 'node:url';
import type { Bench } from './bench.js';
import type { Scenario } from './scenario.js';
import type { Tokens } from './sign-in.js';

/** The application within this process, so that what it sends to the database can be seen. */
export interface InProcess {
  /** Sends a request past the network. @throws Error when it is refused */
  send(request: Pick<Scenario, 'method' | 'path' | 'body' | 'as'>): Promise<void>;
}

/** What of the compiled program is used: plain Node takes no TypeScript that needs compiling. */
interface Application {
  init(): Promise<unknown>;
  close(): Promise<void>;
  inject(request: object): Promise<{ statusCode: number; body: string }>;
}

export async function withApplication<T>(bench: Bench, tokens: Tokens, work: (app: InProcess) => Promise<T>): Promise<T> {
  Object.assign(process.env, bench.env);
  const built = <Module>(file: string): Promise<Module> => import(pathToFileURL(`build/${file}`).href) as Promise<Module>;
  const { AppModule } = await built<{ AppModule: { forRoot: (config: unknown) => unknown } }>('app.module.js');
  const { loadConfig } = await built<{ loadConfig: (env: NodeJS.ProcessEnv) => unknown }>('platform/config/index.js');
  const { createApplication } = await built<{
    createApplication: (module: unknown, config: unknown) => Promise<Application>;
  }>('platform/http/application.js');
  const config = loadConfig({ ...process.env, ...bench.env });
  const app = await createApplication(AppModule.forRoot(config), config);
  await app.init();
  const send: InProcess['send'] = async ({ method, path, body, as }) => {
    const answer = await app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { authorization: `Bearer ${tokens[as]}` },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${answer.body}`);
  };
  try {
    return await work({ send });
  } finally {
    await app.close();
  }
}
