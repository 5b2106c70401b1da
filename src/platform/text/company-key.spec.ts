import { companyKey, nearCompanyKey } from './company-key.js';

describe('companyKey', () => {
  it.each([
    ['杭州华夏科技有限公司', '杭州华夏科技'],
    ['杭州华夏科技股份有限公司', '杭州华夏科技'],
    ['杭州(华夏)科技', '杭州华夏科技'],
    ['ＡＢＣ Trading Co., Ltd.', 'abctrading'],
    ['杭州华夏科技 有限责任公司', '杭州华夏科技'],
    ['公司', '公司'],
  ])('reads %s as %s', (name, key) => {
    expect(companyKey(name)).toBe(key);
  });

  it('is null where nothing is left', () => {
    expect(companyKey(' () ')).toBeNull();
  });
});

describe('nearCompanyKey', () => {
  it.each([
    ['杭州华夏科技有限公司', '华夏科技'],
    ['浙江省杭州市华夏科技股份有限公司', '华夏科技'],
    ['华夏科技(上海)有限公司', '华夏科技'],
    ['中国华夏集团公司', '华夏'],
    ['上海', '上海'],
    ['北京大', '北京大'],
  ])('reads %s as %s', (name, key) => {
    expect(nearCompanyKey(name)).toBe(key);
  });
});
