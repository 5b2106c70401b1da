/** Levels of customers, as every enterprise begins with. */
export const CUSTOMER_LEVELS = {
  A: 'A(重点客户)',
  B: 'B(优质客户)',
  C: 'C(普通客户)',
  D: 'D(小客户)',
  E: 'E(不匹配客户)',
} as const;

/** The more often the greater the weight. */
export const LEVEL_WEIGHTS: readonly { level: keyof typeof CUSTOMER_LEVELS; weight: number }[] = [
  { level: 'A', weight: 10 },
  { level: 'B', weight: 25 },
  { level: 'C', weight: 40 },
  { level: 'D', weight: 20 },
  { level: 'E', weight: 5 },
];

/** How far one is with a customer, by what its owners think of it. */
export const CUSTOMER_STATUSES = { none: '收集', low: '初步接触', medium: '意向', high: '洽谈' } as const;
export const WON = '成交';
export const PROGRESSES = { none: '待联系', low: '已联系', medium: '有意向', high: '商务谈判' } as const;

export const CHANNELS = ['直接客户', '直接客户', '直接客户', '经销商', '系统集成商'];
export const CUSTOMER_SOURCES = ['官网', '搜索引擎', '展会', '客户介绍', '电话拓展', '上门拜访'];

/** What a follow-up of each method is sorted by. */
export const FOLLOW_UP_TYPES = { call: '电话', visit: '拜访', wechat: '微信', email: '邮件', meeting: '会议' } as const;

export const CUSTOMER_TAGS = ['老客户', '年框', '集团采购', '需要开票资料', '付款及时', '可做案例', '竞品客户'];
export const CONTACT_DEPARTMENTS = ['采购部', '信息部', '销售部', '财务部', '总经办', '运营部'];
export const ARCHIVE_REASONS = ['公司已注销', '并入集团总部'];

/** Superiors ask, salespeople answer. */
export const COMMENTS: readonly { question: string; answer: string }[] = [
  { question: '对方决策人见到了吗?', answer: '见到了,下周再约一次分管副总。' },
  { question: '报价按新折扣走,先别超过八五折。', answer: '明白,报价单已按八八折发出。' },
  { question: '合同模板用最新版。', answer: '已换成新版,法务在看。' },
  { question: '这个案例很好,整理一下发到群里。', answer: '好的,周五前整理好。' },
  { question: '注意下次联系时间,别掉进公海。', answer: '已设提醒,周三联系。' },
];

/** Longitude and latitude of cities (WGS-84, rounded); companies lie around. */
export const CITY_PLACES: Readonly<Record<string, readonly [longitude: number, latitude: number]>> = {
  上海: [121.47, 31.23],
  南京: [118.8, 32.06],
  苏州: [120.59, 31.3],
  无锡: [120.31, 31.49],
  常州: [119.97, 31.81],
  南通: [120.89, 31.98],
  杭州: [120.16, 30.27],
  宁波: [121.55, 29.87],
  温州: [120.7, 28.0],
  绍兴: [120.58, 30.03],
  嘉兴: [120.76, 30.75],
  济南: [117.12, 36.65],
  青岛: [120.38, 36.07],
  烟台: [121.45, 37.46],
  福州: [119.3, 26.07],
  厦门: [118.09, 24.48],
  泉州: [118.68, 24.87],
  广州: [113.26, 23.13],
  深圳: [114.06, 22.54],
  东莞: [113.75, 23.02],
  佛山: [113.12, 23.02],
  珠海: [113.58, 22.27],
  惠州: [114.42, 23.11],
  南宁: [108.37, 22.82],
  柳州: [109.43, 24.33],
  海口: [110.2, 20.04],
  北京: [116.41, 39.9],
  成都: [104.07, 30.57],
  绵阳: [104.68, 31.47],
  武汉: [114.31, 30.59],
  宜昌: [111.29, 30.69],
  西安: [108.94, 34.34],
};
