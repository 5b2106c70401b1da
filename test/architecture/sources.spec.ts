import { filesUnder, placesOf } from './support/files.js';

const SPEC = /\.(e2e-)?spec\.ts$/;
const sources = filesUnder('src', /\.ts$/);
const production = sources.filter(({ path }) => !SPEC.test(path));
const modules = production.filter(({ path }) => path.startsWith('src/modules/'));

describe('the sources', () => {
  it('stay within 300 lines a file', () => {
    const long = [...sources, ...filesUnder('test', /\.(ts|mjs)$/)].map(({ path, text }) => ({
      path,
      lines: text.split('\n').length - 1,
    }));
    expect(long.filter(({ lines }) => lines > 300)).toEqual([]);
  });

  it('take the time from the context in modules, so that tests can set it', () => {
    expect(placesOf(/\bnew Date\(\)|\bDate\.now\(|\bDateTime\.(now|utc|local)\(\)/, modules)).toEqual([]);
  });

  it('declare problems in modules instead of throwing the status of HTTP', () => {
    expect(
      placesOf(/\b(Http|BadRequest|Unauthorized|Forbidden|NotFound|Conflict|UnprocessableEntity)Exception\b/, modules),
    ).toEqual([]);
  });

  it('read the environment in the configuration alone', () => {
    const elsewhere = production.filter(({ path }) => !path.startsWith('src/platform/config/'));
    expect(placesOf(/\bprocess\.env\b|\bloadEnvFile\b/, elsewhere)).toEqual([]);
  });

  it('leave nothing to do later without the requirement that asks for it', () => {
    expect(placesOf(/\b(TODO|FIXME|XXX|HACK)\b/, sources)).toEqual([]);
  });
});

describe('the tests', () => {
  it('have titles that say what is, and none is skipped or alone', () => {
    const specs = [...sources, ...filesUnder('test', SPEC)].filter(({ path }) => SPEC.test(path));
    expect(placesOf(/\b(it|test|describe)(\.each\(.*\))?\(\s*['"`].*\bshould\b/, specs)).toEqual([]);
    expect(placesOf(/\b(it|test|describe)\.(only|skip|todo)\b|\bx(it|describe)\(/, specs)).toEqual([]);
  });
});

describe('the repository', () => {
  // Whoever installs decides where packages come from; a committed address would decide for everybody.
  const address = /\b(registry|mirrors?)\.[a-z0-9-]+\.[a-z]|https?:\/\/[^\s'"]*(npmmirror|artifactory|verdaccio|goproxy)/i;

  it('names the address of no package registry', () => {
    expect(placesOf(address, filesUnder('.', /./))).toEqual([]);
  });

  it('locks packages by content and not by address', () => {
    expect(placesOf(/"resolved"/, filesUnder('.', /^package-lock\.json$/))).toEqual([]);
  });
});
