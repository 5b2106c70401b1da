import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { fastify } from 'fastify';
import { loadConfig, readEnvironment } from './platform/config/index.js';
import { serveOperations } from './platform/http/operations.js';
import { flushLogs } from './platform/logging/logger.js';
import { NestLogger } from './platform/logging/nest-logger.js';
import { endOnSignal } from './platform/process.js';

/** Works jobs and schedules, as many of them as wanted side by side. Over HTTP it tells only how it is. */
const { AppModule } = await import('./app.module.js');
const config = { ...loadConfig(readEnvironment()), role: 'worker' as const };
const app = await NestFactory.createApplicationContext(AppModule.forRoot(config), { logger: new NestLogger(config.log) });
const operations = fastify({ forceCloseConnections: true });
serveOperations(operations, app);
endOnSignal(
  () => app.close(),
  () => operations.close(),
  flushLogs,
);
await operations.listen({ port: config.http.port, host: config.http.host });
