/** The family names of more than nine in ten Chinese, and the usual ones of two characters. */
const SURNAMES =
  '欧阳|司马|上官|诸葛|司徒|东方|皇甫|令狐|慕容|公孙|夏侯|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慈]';
const TITLE_HEADS =
  '销售|市场|技术|产品|采购|财务|人事|人力|行政|运营|总|副|高级|资深|首席|区域|大区|大客户|客户|项目|部门|业务|法务|研发|生产|工程|设计|董事|经理|主任|执行|常务|商务|渠道|品牌|创始|联合|合伙|助理|实习|秘书|会计|律师|教授';
const TITLE_ENDS =
  '经理|总监|总裁|董事长|董事|主任|工程师|顾问|代表|主管|专员|助理|会计|律师|教授|院长|校长|厂长|店长|部长|处长|科长|局长|老板|创始人|合伙人|秘书|设计师|架构师|总工|书记|负责人|组长|队长|总';

/** A Chinese name, alone on its line. */
export const HAN_NAME = new RegExp(`^(?:姓名:?)?((?:${SURNAMES})\\p{Script=Han}{1,2})$`, 'u');
/** A Chinese name with what the person is behind it. */
export const NAME_AND_TITLE = new RegExp(
  `^((?:${SURNAMES})\\p{Script=Han}{1,2}?)\\s?[|/·-]?\\s?((?:${TITLE_HEADS})?\\p{Script=Han}{0,8}(?:${TITLE_ENDS}))$`,
  'u',
);
export const HAN_TITLE = new RegExp(`(?:${TITLE_ENDS})(?:[/兼,、|(].*)?$`, 'u');
export const LATIN_TITLE =
  /\b(manager|director|engineer|president|consultant|founder|representative|officer|head of|chief|executive|partner|assistant|accountant|lawyer|designer|architect|supervisor|specialist|buyer|C[EFTOM]O|VP)\b/i;
export const LATIN_NAME = /^[A-Za-z][a-z]+(?:[ -][A-Z][A-Za-z.'-]*){1,3}$/;

export const HAN_COMPANY =
  /(公司|集团|事务所|研究院|研究所|大学|学院|医院|银行|工厂|商行|工作室|协会|中心|合作社|有限合伙)(\(.*\))?$/u;
export const LATIN_COMPANY = /\b(co\.?,? ?ltd|inc|llc|gmbh|corp|corporation|company|limited|group|s\.?a\.?|ltd)\b\.?/i;

/** Marks of a Chinese address; one that has several of them is one. */
export const ADDRESS_MARKS = /[省市区县镇乡路街道巷弄号栋幢座楼层室园]|大厦|广场|中心/gu;
