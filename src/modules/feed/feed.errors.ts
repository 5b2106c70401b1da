import { problem } from '../../platform/errors/index.js';
import { text } from '../../platform/i18n/locale.js';

export const commentNotFound = problem(404, 'COMMENT_NOT_FOUND', text('评论不存在', 'There is no such comment.'));
export const commentedNotFound = problem(
  404,
  'COMMENTED_NOT_FOUND',
  text('被评论的内容不存在', 'There is nothing such to comment on.'),
);
export const publishedItemNotFound = problem(
  404,
  'PUBLISHED_ITEM_NOT_FOUND',
  text('要移除的内容不存在', 'There is no such published item.'),
);
export const removalNotFound = problem(404, 'REMOVAL_NOT_FOUND', text('移除记录不存在', 'There is no such removal.'));
export const commentNotDeletable = problem(
  409,
  'COMMENT_NOT_DELETABLE',
  text('已超过可删除的时间', 'The time in which a comment may be taken back is over.'),
);
