import { levelOf } from './request-log.js';

describe('the line of a request', () => {
  it.each(['/healthz', '/readyz', '/metrics'])('OPS-05 is of interest for the probe %s only to who looks for it', (probe) => {
    expect([levelOf(probe, 200), levelOf(probe, 503), levelOf(probe, 500)]).toEqual(['debug', 'debug', 'error']);
  });

  it('is told of everything else, and loudly of what failed', () => {
    expect([levelOf('/api/v1/leads', 200), levelOf(undefined, 404), levelOf('/api/v1/leads', 503)]).toEqual([
      'info',
      'info',
      'error',
    ]);
  });
});
