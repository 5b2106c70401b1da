import { onViolation, problem } from '../../platform/errors/index.js';
import { text } from '../../platform/i18n/locale.js';

export const customFieldNotFound = problem(
  404,
  'CUSTOM_FIELD_NOT_FOUND',
  text('自定义字段不存在', 'There is no such custom field.'),
);
export const layoutNotFound = problem(
  404,
  'LAYOUT_NOT_FOUND',
  text('没有这种对象或角色的布局', 'There is no layout of such an object or for such a role.'),
);
export const viewNotFound = problem(404, 'VIEW_NOT_FOUND', text('没有这个视图', 'There is no such view.'));
export const tooManyViews = problem(
  422,
  'TOO_MANY_VIEWS',
  text(
    '每人每种对象最多 {own} 个视图,共享视图最多 {shared} 个',
    'A person has {own} views of an object at most; {shared} are shared at most.',
  ),
);
export const objectNotFound = problem(404, 'OBJECT_NOT_FOUND', text('没有这种对象', 'There is no such kind of object.'));
export const numberRuleNotFound = problem(
  404,
  'NUMBER_RULE_NOT_FOUND',
  text('此类对象没有编号', 'Records of this object bear no numbers.'),
);
export const dictionaryNotFound = problem(404, 'DICTIONARY_NOT_FOUND', text('没有这个字典', 'There is no such dictionary.'));
export const dictionaryItemNotFound = problem(
  404,
  'DICTIONARY_ITEM_NOT_FOUND',
  text('字典中没有此项', 'The dictionary has no such item.'),
);
export const dictionaryLabelTaken = problem(
  409,
  'DICTIONARY_LABEL_TAKEN',
  text('同级已有同名的字典项', 'Another item beside it has that label.'),
);
export const dictionaryCodeTaken = problem(
  409,
  'DICTIONARY_CODE_TAKEN',
  text('该字典已有此编码', 'Another item of the dictionary has that code.'),
);
export const dictionaryItemInUse = problem(
  409,
  'DICTIONARY_ITEM_IN_USE',
  text('字典项仍在使用,见 errors;可停用,或合并到另一项', 'The item is in use, see errors; disable it or merge it into another.'),
);
export const dictionaryItemNotEmpty = problem(
  409,
  'DICTIONARY_ITEM_NOT_EMPTY',
  text('请先移走或删除下级字典项', 'Move or delete the items below it first.'),
);
export const dictionaryCycle = problem(
  409,
  'DICTIONARY_CYCLE',
  text('不能移到自己或自己的下级', 'An item cannot go into itself or below itself.'),
);
export const dictionaryFull = problem(
  422,
  'DICTIONARY_FULL',
  text('该字典最多 {limit} 项', 'The dictionary has {limit} items at most.'),
);
export const dictionaryTooDeep = problem(
  422,
  'DICTIONARY_TOO_DEEP',
  text('该字典最多 {levels} 级', 'The dictionary has {levels, plural, one {one level} other {# levels}} at most.'),
);
export const customFieldKeyTaken = problem(
  409,
  'CUSTOM_FIELD_KEY_TAKEN',
  text('该对象已有此键的自定义字段', 'Another field of this object has that key.'),
);
export const customFieldLabelTaken = problem(
  409,
  'CUSTOM_FIELD_LABEL_TAKEN',
  text('该对象已有同名的自定义字段', 'Another field of this object has that label.'),
);
export const customFieldInUse = problem(
  409,
  'CUSTOM_FIELD_IN_USE',
  text('仍有规则或角色使用此字段,见 errors', 'Rules or roles still speak of this field; see errors.'),
);
export const customChoiceInUse = problem(
  409,
  'CUSTOM_CHOICE_IN_USE',
  text('选项仍在使用,只能停用,见 errors', 'Choices are in use and can only be disabled; see errors.'),
);
export const customFieldNotUnique = problem(
  409,
  'CUSTOM_FIELD_NOT_UNIQUE',
  text('现有数据中有重复的值,见 errors', 'Existing records have equal values; see errors.'),
);
export const tooManyCustomFields = problem(
  422,
  'TOO_MANY_CUSTOM_FIELDS',
  text('每个对象最多 {limit} 个自定义字段', 'An object has {limit} custom fields at most.'),
);
export const tooManyIndexedFields = problem(
  422,
  'TOO_MANY_INDEXED_FIELDS',
  text('每个对象最多 {limit} 个索引字段', 'An object has {limit} indexed fields at most.'),
);
export const uniqueNeedsIndex = problem(
  422,
  'UNIQUE_NEEDS_INDEX',
  text('唯一字段必须先建好索引', 'A unique field needs its index, and the index must be complete.'),
);

onViolation('dictionary_items_label_once', dictionaryLabelTaken);
onViolation('dictionary_items_code_once', dictionaryCodeTaken);
onViolation('custom_fields_key_once', customFieldKeyTaken);
onViolation('custom_fields_label_once', customFieldLabelTaken);
