import { withEmailsMasked, withoutEmails, withoutPhones, withPhonesMasked } from './in-prose.js';

describe('phones in prose', () => {
  it.each([
    ['回电 13800138000,20点', '回电 138****8000,20点'],
    ['手机138-0013-8000或139 0013 9000 20点', '手机138****8000或139****9000 20点'],
    ['+86 138 0013 8000', '138****8000'],
    ['１３８００１３８０００', '138****8000'],
    ['座机 010-65529988', '座机 010****9988'],
    ['(0755) 2666 8888 转 12', '(075****8888 转 12'],
    ['热线 400-820-8820', '热线 400****8820'],
    ['call +1 212 555 2368.', 'call +12****2368.'],
  ])('masks %s as %s', (text, masked) => {
    expect(withPhonesMasked(text)).toBe(masked);
    expect(withoutPhones(text)).toContain('***');
  });

  it.each(['2026-11-21 10:30', '报价 12800.00 元', '订单 20261121000123456', '合同 3 份', ''])('leaves %j', (text) => {
    expect(withPhonesMasked(text)).toBe(text);
  });
});

describe('e-mail addresses in prose', () => {
  it('leaves the first letter and the domain of each, or nothing', () => {
    expect(withEmailsMasked('发到 li.jing@example.com 即可')).toBe('发到 l***@example.com 即可');
    expect(withoutEmails('发到 li.jing@example.com 即可')).toBe('发到 *** 即可');
  });
});
