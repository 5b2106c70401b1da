/** Where companies are: province and its cities. */
export const REGIONS: readonly { region: string; cities: readonly string[]; weight: number }[] = [
  { region: '上海', cities: ['上海'], weight: 12 },
  { region: '江苏', cities: ['南京', '苏州', '无锡', '常州', '南通'], weight: 14 },
  { region: '浙江', cities: ['杭州', '宁波', '温州', '绍兴', '嘉兴'], weight: 15 },
  { region: '山东', cities: ['济南', '青岛', '烟台'], weight: 5 },
  { region: '福建', cities: ['福州', '厦门', '泉州'], weight: 5 },
  { region: '广东', cities: ['广州', '深圳', '东莞', '佛山', '珠海', '惠州'], weight: 22 },
  { region: '广西', cities: ['南宁', '柳州'], weight: 4 },
  { region: '海南', cities: ['海口'], weight: 2 },
  { region: '北京', cities: ['北京'], weight: 8 },
  { region: '四川', cities: ['成都', '绵阳'], weight: 5 },
  { region: '湖北', cities: ['武汉', '宜昌'], weight: 4 },
  { region: '陕西', cities: ['西安'], weight: 4 },
];

export const EAST = ['上海', '江苏', '浙江', '山东', '福建'];
export const SOUTH = ['广东', '广西', '海南'];

/** First and second character of a company's own name. */
export const NAME_BEGINNINGS = [...'华恒盛鼎金瑞中天宏永嘉德信泰安博锦凯润通'];
export const NAME_ENDINGS = [...'腾源达创远兴诚科峰宇汇佳利洋航悦驰成力川'];

/** What a company does: the words in its name and the industry that it counts to. */
export const TRADES: readonly { words: readonly string[]; industry: string }[] = [
  { words: ['机械制造', '精密机械', '自动化设备'], industry: '制造业' },
  { words: ['电子科技', '半导体', '智能科技'], industry: '电子信息' },
  { words: ['信息技术', '软件', '网络科技'], industry: '软件与互联网' },
  { words: ['国际贸易', '进出口'], industry: '批发零售' },
  { words: ['物流', '供应链管理'], industry: '物流运输' },
  { words: ['生物科技', '医疗器械'], industry: '医疗健康' },
  { words: ['建筑工程', '装饰工程'], industry: '建筑房产' },
  { words: ['新能源', '环保科技'], industry: '能源环保' },
  { words: ['食品', '餐饮管理'], industry: '食品餐饮' },
  { words: ['教育科技', '文化传播'], industry: '教育文化' },
];

export const ROADS = [
  '中山路',
  '人民路',
  '建设大道',
  '解放路',
  '科技园路',
  '创新大道',
  '滨江路',
  '工业三路',
  '新华街',
  '高新一路',
];

/** Who one speaks to at companies. */
export const SURNAMES = [...'赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张孔曹严金魏姜谢邹苏潘葛范彭鲁韦马方任袁柳史唐薛雷贺汤罗郝'];
export const GIVEN_NAMES = (
  '建国 志强 海燕 丽娟 伟 敏 静 磊 洋 艳 勇 军 杰 娟 涛 超 秀兰 明 霞 平 刚 桂英 文静 晓明 晓燕 雨薇 子涵 俊辉 佳琪 思琪 ' +
  '浩宇 欣怡 嘉伟 国华 建华 丽华 春梅 秋菊 永强 家明 慧敏 雅婷 晨光 立军 红梅 志远 振华 玉兰 文杰 小龙'
).split(' ');
export const TITLES = [
  '采购经理',
  '总经理',
  '信息部主任',
  '运营总监',
  '市场经理',
  '财务总监',
  '行政主管',
  '技术总监',
  '副总经理',
  '项目经理',
];

/** Where leads come from, the more often the greater the weight. */
export const SOURCES: readonly { source: string; weight: number }[] = [
  { source: '官网表单', weight: 18 },
  { source: '展会', weight: 12 },
  { source: '市场活动', weight: 10 },
  { source: '搜索广告', weight: 20 },
  { source: '公众号', weight: 14 },
  { source: '老客户介绍', weight: 10 },
  { source: '电话营销', weight: 16 },
];

export const TAGS = [
  '重点关注',
  '预算已批',
  '竞品在用',
  '决策链清晰',
  '价格敏感',
  '年底采购',
  '需要上门',
  '试用中',
  '可转介绍',
  '多部门参与',
];
export const REMARKS = [
  '通过展会名片录入',
  '对方希望先看案例',
  '上次报价偏高,注意折扣空间',
  '总部在外地,采购由集团统一决定',
  '目前用表格管理客户',
  '关注数据安全与私有部署',
];
