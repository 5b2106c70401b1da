import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { loadConfig, readEnvironment } from './platform/config/index.js';
import { NestLogger } from './platform/logging/nest-logger.js';

/** Works jobs and schedules without answering HTTP. As many of them as wanted stand beside each other. */
const config = { ...loadConfig(readEnvironment()), role: 'worker' as const };
const app = await NestFactory.createApplicationContext(AppModule.forRoot(config), { logger: new NestLogger(config.log) });
app.enableShutdownHooks();
