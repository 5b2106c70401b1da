import { companyKey } from './company-key.js';

describe('companyKey', () => {
  it.each([
    ['杭州华夏科技有限公司', '杭州华夏科技'],
    ['杭州华夏科技股份有限公司', '杭州华夏科技'],
    ['杭州(华夏)科技', '杭州华夏科技'],
    ['ＡＢＣ Trading Co., Ltd.', 'abctrading'],
    ['公司', '公司'],
  ])('reads %s as %s', (name, key) => {
    expect(companyKey(name)).toBe(key);
  });

  it('is null where nothing is left', () => {
    expect(companyKey(' () ')).toBeNull();
  });
});
