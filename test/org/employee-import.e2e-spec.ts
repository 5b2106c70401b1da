import { SmsGateway } from '../../src/modules/identity/index.js';
import { cellsOf, csv } from '../imports/sheets.js';
import { makeDepartment } from '../support/departments.js';
import { testPhone, type Enterprise } from '../support/enterprise.js';
import { eventually, jobEnd } from '../support/jobs.js';
import { sql, useWorld } from '../support/world.js';
import { drafted, HEADER, imported, row, type Body } from './employee-sheets.js';

const errorsIn = (rows: Body[]): string[] =>
  rows.flatMap(({ row: at, errors }) => errors.map((error: Body) => `${at} ${error.field} ${error.code}`));
const linesOf = (acme: Enterprise): Promise<Record<string, string>> =>
  acme.as(async (ctx) => {
    const rows = await ctx.db.query<{ name: string; superior: string | null }>(sql`
      SELECT e.name, s.name AS superior FROM employees e LEFT JOIN employees s ON s.id = e.superior_id`);
    return Object.fromEntries(rows.map(({ name, superior }) => [name, superior ?? '']));
  });

describe('employees from spreadsheets', () => {
  const world = useWorld();
  afterEach(() => jest.restoreAllMocks());

  it('ORG-05 hands out a template that it takes back', async () => {
    const acme = await world.enterprise();
    const template = await acme.admin.download('/employees/import-template?format=csv');
    const labels = (template.body as Buffer).toString().split('\r\n')[1]!.split(',');
    expect(labels).toEqual(['*姓名', '昵称', '手机', '邮箱', '职务', '工号', '入职日期', '部门', '直属上级', '坐席', '角色']);
    await drafted(acme.admin, [['李静', ...labels.slice(1).map(() => '')]], labels);
  });

  it('ORG-05 says before anything is written what is wrong with each row', async () => {
    const acme = await world.enterprise();
    await acme.person('王伟', []);
    await acme.person('王伟', []);
    const known = await acme.as((ctx) => ctx.db.one<{ phone: string }>(sql`SELECT phone FROM employees WHERE name = '陈海'`));
    const [east, west] = [await makeDepartment(acme, '华东'), await makeDepartment(acme, '华西')];
    await makeDepartment(acme, '一组', [], east);
    await makeDepartment(acme, '一组', [], west);
    const phone = testPhone();
    const { preview, id } = await drafted(acme.admin, [
      row('好', { department: '华东/一组、华西', seat: '办公版', role: '销售员', superior: '陈海' }),
      row('无名部门', { department: '华北' }),
      row('多个部门', { department: '一组' }),
      row('无此上级', { superior: '赵六' }),
      row('多个上级', { superior: '王伟' }),
      row('无此角色', { role: '皇帝' }),
      row('无联系方式', { phone: '' }),
      row('老员工', { phone: known.phone }),
      row('甲', { phone }),
      row('乙', { phone }),
      row('坐席', { seat: '站票', superior: '赵六' }),
      row('下属', { superior: '老员工' }),
    ]);
    expect(errorsIn(preview)).toEqual([
      '3 departments DEPARTMENT_UNKNOWN',
      '4 departments DEPARTMENT_AMBIGUOUS',
      '5 superior SUPERIOR_UNKNOWN',
      '6 superior SUPERIOR_AMBIGUOUS',
      '7 roles ROLE_UNKNOWN',
      '8 phone CONTACT_REQUIRED',
      '9 phone EMPLOYEE_PHONE_TAKEN',
      '11 phone EMPLOYEE_PHONE_TAKEN',
      '12 seat NOT_A_CHOICE',
      '13 superior SUPERIOR_ROW_FAILED',
    ]);
    expect(Object.keys(await linesOf(acme))).not.toContain('好');
    await jobEnd(acme.admin, (await acme.admin.post(`/employees/imports/${id}/runs`)).body.id);
    const { counts } = (await acme.admin.get(`/employees/imports/${id}`)).body;
    expect(counts).toEqual({ created: 2, updated: 0, skipped: 0, failed: 10 });
  });

  it('ORG-05 takes people on with departments, superior, seat and roles by name', async () => {
    const acme = await world.enterprise();
    const sales = await makeDepartment(acme, '销售部');
    const east = await makeDepartment(acme, '华东组', [], sales);
    const phone = testPhone();
    await imported(acme.admin, [
      row('李静', {
        phone,
        number: 'HS-1',
        department: '销售部/华东组、销售部',
        superior: '陈海',
        seat: '办公版',
        role: '销售经理',
      }),
    ]);
    const { items } = (await acme.admin.get(`/employees?q=${encodeURIComponent('李静')}`)).body;
    expect(items).toEqual([
      expect.objectContaining({
        name: '李静',
        phone,
        employeeNumber: 'HS-1',
        entryDate: '2026-03-01',
        seat: 'office',
        superiorName: '陈海',
        departments: [expect.objectContaining({ id: east, isMain: true }), expect.objectContaining({ id: sales, isMain: false })],
        roles: [expect.objectContaining({ name: '销售经理' })],
      }),
    ]);
  });

  it('ORG-05 finds superiors in the same file, by name, phone and number, also further down', async () => {
    const acme = await world.enterprise();
    const phone = testPhone();
    const { counts } = await imported(acme.admin, [
      row('组员甲', { superior: '组长' }),
      row('组员乙', { superior: 'M-7' }),
      row('组员丙', { superior: phone.slice(3) }),
      row('组长', { phone, number: 'M-7', superior: '总监' }),
      row('总监', { superior: '陈海' }),
    ]);
    expect(counts).toMatchObject({ created: 5, failed: 0 });
    expect(await linesOf(acme)).toMatchObject({ 组员甲: '组长', 组员乙: '组长', 组员丙: '组长', 组长: '总监', 总监: '陈海' });
    const { items } = (await acme.admin.get(`/employees/${acme.admin.id}/subordinates`)).body;
    expect(items.map(({ name }: Body) => name).toSorted()).toEqual(['总监', '组员丙', '组员乙', '组员甲', '组长']);
  });

  it('ORG-05 refuses a circle of superiors by its path, and whoever would stand below it', async () => {
    const acme = await world.enterprise();
    const { preview } = await drafted(acme.admin, [
      row('甲', { superior: '乙' }),
      row('乙', { superior: '丙' }),
      row('丙', { superior: '甲' }),
      row('丁', { superior: '丙' }),
      row('戊', { superior: '戊' }),
      row('己'),
    ]);
    expect(preview.map(({ errors }: Body) => errors[0]?.detail)).toEqual([
      '汇报关系成环:甲 → 乙 → 丙 → 甲',
      '汇报关系成环:乙 → 丙 → 甲 → 乙',
      '汇报关系成环:丙 → 甲 → 乙 → 丙',
      '上级在文件第 4 行,该行未能导入',
      '汇报关系成环:戊 → 戊',
      undefined,
    ]);
  });

  it('ORG-05 takes the corrected error file', async () => {
    const acme = await world.enterprise();
    const { id, counts } = await imported(acme.admin, [
      row('组长', { department: '消售部' }),
      row('组员', { superior: '组长' }),
      row('助理'),
    ]);
    expect(counts).toMatchObject({ created: 1, failed: 2 });
    await makeDepartment(acme, '销售部');
    const file = await acme.admin.download(`/employees/imports/${id}/errors-file?format=csv`);
    const [header, ...rows] = (await cellsOf(file.body as Buffer)).map((cells) => cells.map((cell) => String(cell ?? '')));
    expect(header!.at(-1)).toBe('错误原因');
    expect(rows.map((cells) => cells.at(-1))).toEqual(['部门: 没有部门“消售部”', '直属上级: 上级在文件第 2 行,该行未能导入']);
    const corrected = await csv(
      header!,
      rows.map((cells) => cells.map((cell) => (cell === '消售部' ? '销售部' : cell))),
    );
    const again = await acme.admin.upload('/employees/imports', '员工.csv', corrected);
    await jobEnd(acme.admin, (await acme.admin.post(`/employees/imports/${again.body.id}/runs`)).body.id);
    expect((await acme.admin.get(`/employees/imports/${again.body.id}`)).body.counts).toMatchObject({ created: 2, failed: 0 });
    expect(await linesOf(acme)).toMatchObject({ 组员: '组长' });
  });

  it('ORG-05 tells new people by SMS once, if asked, and tries again whom the gateway did not take', async () => {
    const acme = await world.enterprise();
    const [first, second] = [testPhone(), testPhone()];
    const sent: string[] = [];
    let refused = 0;
    jest.spyOn(world.get(SmsGateway), 'send').mockImplementation(async (to, message) => {
      if (to === second && refused++ === 0) throw new Error('busy');
      sent.push(`${to} ${message}`);
    });
    await imported(acme.admin, [row('未通知')]);
    await imported(acme.admin, [row('李静', { phone: first }), row('王伟', { phone: second })], { notify: true });
    await eventually(
      async () => sent.length,
      (length) => length === 2,
    );
    expect(sent).toEqual(
      [first, second].map((to) => `${to} 远航科技有限公司 已为您开通账号,请用本手机号和短信验证码登录:http://localhost`),
    );
  });

  it('ORG-05 gives an initial password that must be changed, and never shows it', async () => {
    const acme = await world.enterprise();
    const phone = testPhone();
    const result = await imported(acme.admin, [row('李静', { phone })], { initialPassword: 'gonghai-2027' });
    expect(result.options).toEqual({ notify: false, hasInitialPassword: true });
    expect((await acme.admin.get('/employees/imports')).body.items[0].options).toEqual({
      notify: false,
      hasInitialPassword: true,
    });
    const account = await acme.as((ctx) =>
      ctx.db.one(sql`SELECT password_must_change AS "mustChange" FROM accounts WHERE phone = ${phone}`),
    );
    expect(account).toEqual({ mustChange: true });
    expect((await world.anonymous().post('/sessions', { name: phone, password: 'gonghai-2027' })).body.code).not.toBe(
      'SIGN_IN_FAILED',
    );
    const draft = await drafted(acme.admin, [row('王伟')]);
    expect((await acme.admin.patch(`/employees/imports/${draft.id}`, { options: { initialPassword: 'short' } })).status).toBe(
      400,
    );
  });

  it('ORG-05 is for those who may import, and gives no role that the importer could not give', async () => {
    const acme = await world.enterprise({ salespeople: 1 });
    const file = await csv(HEADER, [row('李静')]);
    expect((await acme.salespeople[0]!.upload('/employees/imports', 'a.csv', file)).status).toBe(403);
    expect((await acme.salespeople[0]!.get('/employees/import-template')).status).toBe(403);
    const role = await acme.admin.post('/roles', {
      name: '人事',
      grants: [{ object: 'employee', actions: ['import'], scope: 'all' }],
      fieldRules: [],
    });
    await acme.admin.post(`/roles/${role.body.id}/assignments`, { ids: [acme.salespeople[0]!.id] });
    const { preview } = await drafted(acme.salespeople[0]!, [row('李静', { role: '系统管理员' }), row('王伟')]);
    expect(errorsIn(preview)).toEqual(['2 roles ROLE_NOT_ALLOWED']);
    const other = await world.enterprise();
    const mine = await drafted(acme.admin, [row('赵六')]);
    expect((await other.admin.get(`/employees/imports/${mine.id}`)).body.code).toBe('IMPORT_NOT_FOUND');
  });
});
