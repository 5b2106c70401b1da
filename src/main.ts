import 'reflect-metadata';
import { loadConfig, readEnvironment } from './platform/config/index.js';
import { withDevelopmentDatabase } from './platform/database/development.js';
import { flushLogs } from './platform/logging/logger.js';
import { endOnSignal } from './platform/process.js';

/** Starts the API; in the role `all`, the default, its worker too. A developer's database starts while the program is read. */
const [{ env, stop }, { AppModule }, { createApplication }, { welcome }] = await Promise.all([
  withDevelopmentDatabase(readEnvironment()),
  import('./app.module.js'),
  import('./platform/http/application.js'),
  import('./platform/http/welcome.js'),
]);
const config = loadConfig(env);
const app = await createApplication(AppModule.forRoot(config), config);
endOnSignal(() => app.close(), stop, flushLogs);
await app.listen({ port: config.http.port, host: config.http.host });
if (config.env === 'development') process.stdout.write(welcome(config));
