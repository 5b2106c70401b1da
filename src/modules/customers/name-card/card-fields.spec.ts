import { fieldsOf } from './card-fields.js';

const lines = (...texts: string[]) => texts.map((text) => ({ text, confidence: 90 }));
const values = (draft: ReturnType<typeof fieldsOf>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(draft).map(([key, field]) => [
      key,
      Array.isArray(field) ? field.map(({ kind, value }) => `${kind} ${value}`) : (field?.value ?? null),
    ]),
  );

describe('the fields of a name card', () => {
  it('CUST-06: are told from the lines of a Chinese one, with the spaces that recognition adds', () => {
    const draft = fieldsOf(
      lines(
        '杭州 远航 智能 科技 有 限 公 司\n',
        '李 静 销售 总 监\n',
        '手机 :138 0013 8000',
        '电话 :0571-8888 6666 传真 :0571-8888 6667',
        '邮箱：jing.li@yuanhang-tech.com',
        '网 址 :www.yuanhang-tech.com',
        '微 信 :lijing_sales',
        '地 址 :杭州 市 西湖 区 文 三 路 478 号 华星 大 厦 12 楼',
      ),
    );
    expect(values(draft)).toEqual({
      name: '李静',
      title: '销售总监',
      company: '杭州远航智能科技有限公司',
      phones: ['mobile +8613800138000', 'landline +8657188886666', 'fax +8657188886667'],
      email: 'jing.li@yuanhang-tech.com',
      website: 'www.yuanhang-tech.com',
      wechat: 'lijing_sales',
      address: '杭州市西湖区文三路 478 号华星大厦 12 楼',
    });
  });

  it('CUST-06: are told from the lines of an English one', () => {
    const draft = fieldsOf(
      lines(
        'Northern Lights Shipping Co.，Ltd.',
        'Anna Lindqvist',
        'Head of Purchasing',
        'Mobile: +46 70 123 45 67',
        'Tel: +46 31 774 12 34 Fax: +46 31 774 12 35',
        'E-mail: anna.lindqvist @ nlshipping.se',
        'https:/www.nlshipping.se',
        'Add: Stora Badhusgatan 18, 411 21 Gothenburg, Sweden',
      ),
    );
    expect(values(draft)).toEqual({
      name: 'Anna Lindqvist',
      title: 'Head of Purchasing',
      company: 'Northern Lights Shipping Co.,Ltd.',
      phones: ['mobile +46701234567', 'landline +46317741234', 'fax +46317741235'],
      email: 'anna.lindqvist@nlshipping.se',
      website: 'https://www.nlshipping.se',
      wechat: null,
      address: 'Stora Badhusgatan 18, 411 21 Gothenburg, Sweden',
    });
  });

  it.each([
    ['欧阳 明 月', '欧阳明月', null],
    ['王海经理', '王海', '经理'],
    ['张建国 | 高级工程师', '张建国', '高级工程师'],
    ['姓名:陈海', '陈海', null],
    ['wei Zhang', 'Wei Zhang', null],
  ])('CUST-06: have the name in %s', (text, name, title) => {
    expect(values(fieldsOf(lines(text)))).toMatchObject({ name, title });
  });

  it('CUST-06: have an address without a label where enough of it says so, less surely', () => {
    const { address } = fieldsOf(lines('浙江省杭州市西湖区文三路478号'));
    expect(address).toEqual({ value: '浙江省杭州市西湖区文三路478号', confidence: 72 });
  });

  it('CUST-06: are none where nothing is', () => {
    expect(values(fieldsOf(lines('', '~', '|||', '???')))).toEqual({
      name: null,
      title: null,
      company: null,
      phones: [],
      email: null,
      website: null,
      wechat: null,
      address: null,
    });
  });
});
