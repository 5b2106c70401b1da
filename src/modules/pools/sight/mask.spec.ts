import { masked } from './mask.js';

describe('POOL-18 a masked value', () => {
  it.each([
    ['phone', '+8613800138000', '138****8000'],
    ['email', 'lijing@example.com', 'l***@example.com'],
    ['email', 'not an address', 'n***'],
    ['text', '李静', '李***'],
    ['text', '𠮷野家', '𠮷***'],
    ['phone', ['+8613800138000', '+861065529988'], ['138****8000', '106****9988']],
    ['text', '', ''],
    ['text', null, null],
    ['phone', undefined, undefined],
  ])('of type %s: %j shows as %j', (type, value, shown) => {
    expect(masked(type, value)).toEqual(shown);
  });
});
