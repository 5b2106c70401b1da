import { validationFailed } from '../../../platform/errors/index.js';
import { text } from '../../../platform/i18n/locale.js';

const SILENT = text('请填写内容或添加文件', 'It must say something, by words or by files.');

/** A follow-up says something: by words, or by files. @throws validationFailed */
export function refuseSilence(content: string | null | undefined, files: readonly unknown[] | null | undefined): void {
  if (content || files?.length) return;
  throw validationFailed({}, [{ pointer: '/content', code: 'REQUIRED', message: SILENT }]);
}
