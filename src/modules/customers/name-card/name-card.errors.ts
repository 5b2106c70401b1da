import { problem } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';

export const nameCardNotFound = problem(404, 'NAME_CARD_NOT_FOUND', text('名片不存在', 'There is no such name card.'));
export const nameCardNotPicture = problem(
  422,
  'NAME_CARD_NOT_PICTURE',
  text('请上传名片照片', 'A name card is read from a picture.'),
);
