export type DepartmentKey = 'company' | 'sales' | 'east' | 'south' | 'keyAccounts' | 'marketing' | 'operations';

/** Departments below the company, parents first; each is led by the person of that name. */
export const DEPARTMENTS: readonly {
  key: Exclude<DepartmentKey, 'company'>;
  parent: DepartmentKey;
  name: string;
  leader: string;
}[] = [
  { key: 'sales', parent: 'company', name: '销售中心', leader: '周立新' },
  { key: 'east', parent: 'sales', name: '华东销售部', leader: '吴婉清' },
  { key: 'south', parent: 'sales', name: '华南销售部', leader: '郑国栋' },
  { key: 'keyAccounts', parent: 'sales', name: '大客户部', leader: '林思远' },
  { key: 'marketing', parent: 'company', name: '市场部', leader: '何雅琴' },
  { key: 'operations', parent: 'company', name: '销售运营部', leader: '唐明' },
];

export interface DemoPerson {
  name: string;
  title: string;
  department: DepartmentKey;
  /** By name; stands before them in the list. */
  superior: string;
  role: 'salesManager' | 'crmAdministrator' | 'salesperson';
}

/** Registers the enterprise and is its system administrator. */
export const ADMINISTRATOR = { name: '陈海', title: '总经理' };

const manager = (name: string, title: string, department: DepartmentKey, superior: string): DemoPerson => ({
  name,
  title,
  department,
  superior,
  role: 'salesManager',
});

const staff = (department: DepartmentKey, title: string, superior: string, names: string): DemoPerson[] =>
  names.split(' ').map((name) => ({ name, title, department, superior, role: 'salesperson' }));

/** Everybody but the administrator: superiors before those who report to them, in groups that can be taken on together. */
export const PEOPLE: readonly (readonly DemoPerson[])[] = [
  [
    manager('周立新', '销售总监', 'sales', '陈海'),
    manager('何雅琴', '市场部经理', 'marketing', '陈海'),
    { name: '唐明', title: 'CRM 管理员', department: 'operations', superior: '陈海', role: 'crmAdministrator' },
  ],
  [
    manager('吴婉清', '华东销售经理', 'east', '周立新'),
    manager('郑国栋', '华南销售经理', 'south', '周立新'),
    manager('林思远', '大客户经理', 'keyAccounts', '周立新'),
  ],
  [
    ...staff('east', '客户经理', '吴婉清', '李静 王浩然 张晓彤 刘俊杰 沈佳怡 徐文博 孙悦 朱晨曦 马天宇 胡雨桐 郭子轩 高诗涵'),
    ...staff('south', '客户经理', '郑国栋', '黄志强 梁敏仪 罗嘉豪 谢晓岚 邓伟明 冯美玲 蔡俊熙 潘海燕 许泽楷 曾丽娜 彭家乐'),
    ...staff('keyAccounts', '大客户代表', '林思远', '韩雪 曹振宇 方若琳 石磊 姚晓峰 江月'),
    ...staff('marketing', '市场专员', '何雅琴', '苏倩 魏嘉'),
    ...staff('operations', '销售运营专员', '唐明', '田甜 任远'),
  ],
];

/** Who is away until they say otherwise. */
export const OFF_DUTY = ['马天宇', '曾丽娜'];

/**
 * All phone numbers of the demo: +86 199 0000 0000 to 9999, which libphonenumber finds valid and nobody takes for real.
 * @param n 0 to 9999
 */
export const demoPhone = (n: number): string => `+861990000${String(n).padStart(4, '0')}`;

/** Everybody of the demo signs in with it. */
export const DEMO_PASSWORD = 'gonghai-2026';

/** What the demo enterprise is called. */
export const DEMO_ENTERPRISE = '远航科技(演示)';
