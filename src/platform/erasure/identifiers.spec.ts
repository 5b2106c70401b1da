import { patternOf } from './identifiers.js';

// What is used of PostgreSQL's expressions means the same here.
const found = (identifiers: string[], text: string): boolean => new RegExp(patternOf(identifiers)!, 'i').test(text);

describe('the pattern of identifiers', () => {
  it.each(['13800138000', '+8613800138000', '138 0013 8000', '138-0013-8000', '["86 13800138000"]'])(
    'finds a phone written as %s',
    (text) => expect(found(['+8613800138000'], text)).toBe(true),
  );

  it('does not find it in a longer number', () => {
    expect(found(['+8613800138000'], '138001380001')).toBe(false);
  });

  it('finds an address whatever its case, but not as a part of another, and takes no character as a wildcard', () => {
    expect(found(['li.jing@example.com'], 'Write to Li.Jing@Example.com today')).toBe(true);
    expect(found(['li.jing@example.com'], 'xli.jing@example.com')).toBe(false);
    expect(found(['li.jing@example.com'], 'lixjing@example.com')).toBe(false);
  });

  it('passes over what is too short to tell anybody', () => {
    expect(patternOf(['abc'])).toBeUndefined();
  });
});
