import { maskPhone, normalisePhone } from './phone.js';

describe('normalisePhone', () => {
  it.each([
    ['13800138000', '+8613800138000'],
    ['138 0013 8000', '+8613800138000'],
    ['+86 138-0013-8000', '+8613800138000'],
    ['008613800138000', '+8613800138000'],
    ['１３８００１３８０００', '+8613800138000'],
    ['010-6552 9988', '+861065529988'],
    ['(0755) 2666 8888', '+8675526668888'],
    ['+1 212 555 2368', '+12125552368'],
  ])('reads %s as %s', (input, expected) => {
    expect(normalisePhone(input)).toBe(expected);
  });

  it.each(['', '12345', '23800138000', '+86 138', 'call me', '1380013800x'])('refuses %j', (input) => {
    expect(normalisePhone(input)).toBeUndefined();
  });
});

it('masks the middle of a phone number', () => {
  expect(maskPhone('+8613800138000')).toBe('138****8000');
});
