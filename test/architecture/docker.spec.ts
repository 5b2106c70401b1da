import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const dockerfile = read('docker/Dockerfile');
const compose = read('docker/compose.yaml');
const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '');

describe('the container files', () => {
  it('start only programs that the build makes', () => {
    const programs = [...matches(dockerfile, /dist\/(\w+)\.js/g), ...matches(compose, /dist\/(\w+)\.js/g)];
    expect(programs).toContain('main');
    expect(programs.filter((name) => !existsSync(join(ROOT, `src/${name}.ts`)))).toEqual([]);
  });

  it('copy and mount only what exists, and what .dockerignore lets through', () => {
    const copied = matches(dockerfile, /^COPY (?!--from)(.+) \S+$/gm).flatMap((sources) => sources.split(' '));
    const allowed = matches(read('.dockerignore'), /^!(.+)$/gm);
    expect(copied.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(copied.filter((path) => !allowed.includes(path))).toEqual([]);
    expect(matches(compose, /- \.\/(\S+):\//g).filter((path) => !existsSync(join(ROOT, 'docker', path)))).toEqual([]);
  });

  it('set only variables that .env.example explains', () => {
    const [application = ''] = compose.split('\nservices:');
    const variables = [...matches(application, /^ {4}([A-Z_]+):/gm), ...matches(dockerfile, /\b([A-Z_]+)=\S/g)];
    const explained = matches(read('.env.example'), /^([A-Z0-9_]+)=/gm);
    expect(variables.length).toBeGreaterThan(4);
    expect(variables.filter((name) => !explained.includes(name))).toEqual([]);
  });

  it('ask for the health of a path that the application serves', () => {
    expect(matches(dockerfile, /'\/(\w+)'/g)).toEqual(['healthz']);
    expect(read('src/platform/http/operations.ts')).toContain("'/healthz'");
  });

  it('run as a user who is not root, on the Node.js that packages were resolved for', () => {
    expect(dockerfile).toMatch(/^USER node$/m);
    const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: { node: string } };
    const [major] = devDependencies.node.split('.');
    expect(new Set(matches(dockerfile, /^FROM node:(\d+)/gm))).toEqual(new Set([major]));
  });
});

describe('.env.example', () => {
  it('explains exactly the variables that the configuration reads', () => {
    const sources = read('src/platform/config/load-config.ts') + read('src/platform/config/secret.ts');
    const variables = new Set(matches(sources, /read\.(?:optional|required|integer|oneOf|flag|list)\(\s*'([A-Z0-9_]+)'/g));
    expect(new Set(matches(read('.env.example'), /^([A-Z0-9_]+)=/gm))).toEqual(variables);
  });
});
