/** Loads the packages with which the program starts, nothing else, and says when it is done. */
await import('reflect-metadata');
await Promise.all(
  [
    '@nestjs/common',
    '@nestjs/core',
    '@nestjs/passport',
    '@nestjs/platform-fastify',
    '@nestjs/schedule',
    '@nestjs/swagger',
    '@nestjs/typeorm',
    'class-validator',
    'luxon',
    'pg',
    'pg-boss',
    'pino',
    'prom-client',
    'typeorm',
  ].map((name) => import(name)),
);
process.send('loaded');
