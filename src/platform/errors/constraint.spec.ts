import { problemOfDatabaseError } from './constraint.js';

const coded = (code: string): Error => Object.assign(new Error('x'), { code });

describe('an error of the database', () => {
  it.each([
    coded('57P01'),
    coded('53300'),
    coded('ECONNREFUSED'),
    coded('EPIPE'),
    new Error('Connection terminated unexpectedly'),
    new Error('Client has encountered a connection error and is not queryable'),
    new Error('Client was closed and is not queryable'),
    new Error('Query read timeout'),
    new Error('timeout exceeded when trying to connect'),
    Object.assign(new Error('wrapped'), { driverError: coded('57P03') }),
  ])('is a passing unavailability where the connection is the trouble: %s', (error) => {
    expect(problemOfDatabaseError(error)?.code).toBe('UNAVAILABLE');
  });

  it.each([coded('42601'), coded('22P02'), new Error('Expected one row, got 2'), new TypeError('x is undefined')])(
    'stays unexpected where the program is the trouble: %s',
    (error) => {
      expect(problemOfDatabaseError(error)).toBeUndefined();
    },
  );
});
