import type { Client } from '../support/client.js';
import type { Enterprise } from '../support/enterprise.js';
import { picture } from '../files/pictures.js';

/** What answers show of a file in a field. */
export interface ShownFile {
  id: string;
  name: string;
}

/** An upload that hangs on nothing yet; its id. Pictures by their name's end, anything else is text. */
export async function upload(client: Client, name = '合同.txt'): Promise<string> {
  const content = name.endsWith('.png') ? await picture() : Buffer.from(`content of ${name}`);
  const { status, body } = await client.upload('/files', name, content);
  if (status !== 201) throw new Error(`The upload answered ${status} ${JSON.stringify(body)}`);
  return (body as ShownFile).id;
}

/** Adds a field of files called 合同; its id. */
export async function fileField(acme: Enterprise, object: string, settings: object = {}): Promise<string> {
  const { status, body } = await acme.admin.post('/custom-fields', {
    object,
    key: 'contract',
    label: '合同',
    type: 'file',
    maxFiles: 3,
    ...settings,
  });
  if (status !== 201) throw new Error(`The field answered ${status} ${JSON.stringify(body)}`);
  return body.id as string;
}

/** Names of the files in the field, in their order. */
export const namesIn = ({ custom }: { custom: Record<string, unknown> }, key = 'contract'): string[] | undefined =>
  (custom[key] as ShownFile[] | undefined)?.map(({ name }) => name);
