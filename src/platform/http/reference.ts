import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import statics from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { ROOT } from '../root.js';

const DOCUMENT = join(ROOT, 'openapi/openapi.json');
/** The page's own scripts and styles, the marks inside its style sheet, and calls to this API; nothing from elsewhere. */
const CONTENT_SECURITY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
const ASSETS = new Set(['/swagger-ui.css', '/swagger-ui-bundle.js', '/favicon-32x32.png']);

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>HighSeas 公海 API</title>
    <link rel="icon" href="/docs/assets/favicon-32x32.png" />
    <link rel="stylesheet" href="/docs/assets/swagger-ui.css" />
  </head>
  <body>
    <main id="reference"></main>
    <script src="/docs/assets/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

const START = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  persistAuthorization: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});
`;

/** The reference: `/openapi.json`, and `/docs` to read it and try it out. Everything comes from this server. */
export async function serveReference(fastify: FastifyInstance): Promise<void> {
  await fastify.register(async (docs) => {
    docs.addHook('onSend', async (_, reply) => {
      reply.raw.setHeader('Content-Security-Policy', CONTENT_SECURITY);
    });
    // Read when asked for: it is larger than most of what the process keeps.
    docs.get('/openapi.json', (_, reply) => reply.type('application/json; charset=utf-8').send(createReadStream(DOCUMENT)));
    docs.get('/docs', (_, reply) => reply.type('text/html; charset=utf-8').send(PAGE));
    docs.get('/docs/start.js', (_, reply) => reply.type('text/javascript; charset=utf-8').send(START));
    await docs.register(statics, {
      root: assetsFolder(),
      prefix: '/docs/assets/',
      index: false,
      maxAge: '1d',
      allowedPath: (path) => ASSETS.has(path),
    });
  });
}

/** Swagger UI comes with @nestjs/swagger. */
function assetsFolder(): string {
  const swagger = createRequire(createRequire(import.meta.url).resolve('@nestjs/swagger'));
  return dirname(swagger.resolve('swagger-ui-dist/package.json'));
}
