import { text } from '../../../platform/i18n/locale.js';
import type { Ctx } from '../../../platform/context/ctx.js';
import type { ImportColumn } from '../../../platform/records/import/index.js';
import { placeColumns } from '../../pools/index.js';
import { OTHER_PHONES } from './other-phones.js';

export const PARENT = 'parent';
export const CREATED_AT = 'createdAt';
export const CREATED_BY = 'createdBy';

/** Who brings in what others made must be trusted with everybody's. */
const forEverybody = (ctx: Ctx): boolean => ctx.ability.canEverywhere('import', 'customer');

/** Columns beyond a customer's own fields. */
export const CUSTOMER_IMPORT_COLUMNS: readonly ImportColumn[] = [
  ...placeColumns(text('公海', 'Sea'), ['所属公海', '客户公海', 'pool']),
  OTHER_PHONES,
  {
    key: PARENT,
    label: text('上级客户', 'Parent'),
    type: 'text',
    aliases: ['母公司', '上级单位', '所属集团', 'parent customer'],
    note: text(
      '已有客户的全称,或本文件中位于前面的一行;仅对新客户有效',
      'Name of a customer, or of an earlier row; for new customers alone',
    ),
  },
  {
    key: CREATED_BY,
    label: text('创建人', 'Created by'),
    type: 'text',
    aliases: ['录入人', '原创建人'],
    note: text('姓名、手机号或工号,可为已离职员工', 'Name, phone or employee number, also of who has left'),
    permitted: forEverybody,
  },
  {
    key: CREATED_AT,
    label: text('创建时间', 'Created'),
    type: 'timestamp',
    aliases: ['录入时间', '创建日期', 'created at'],
    permitted: forEverybody,
  },
];
