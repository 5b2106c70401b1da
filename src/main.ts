import 'reflect-metadata';
import { AppModule } from './app.module.js';
import { loadConfig, readEnvironment } from './platform/config/index.js';
import { withDevelopmentDatabase } from './platform/database/development.js';
import { createApplication } from './platform/http/application.js';
import { flushLogs } from './platform/logging/logger.js';
import { welcome } from './platform/http/welcome.js';

/** Starts the API; in the role `all`, the default, its worker too. */
const { env, stop } = await withDevelopmentDatabase(readEnvironment());
const config = loadConfig(env);
const app = await createApplication(AppModule.forRoot(config), config);
await app.listen({ port: config.http.port, host: config.http.host });
if (config.env === 'development') process.stdout.write(welcome(config));

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void app
      .close()
      .then(stop)
      .then(flushLogs)
      .then(() => process.exit(0));
  });
}
