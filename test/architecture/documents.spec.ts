import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesUnder } from './support/files.js';

const documents = filesUnder('.', /\.md$/);
const example = readFileSync(join(import.meta.dirname, '../../.env.example'), 'utf8');

describe('the documents', () => {
  it('link to files that are there', () => {
    const dead = documents.flatMap(({ path, text }) =>
      [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)]
        .filter(([, target]) => !existsSync(join(import.meta.dirname, '../..', dirname(path), target!)))
        .map(([, target]) => `${path}: ${target}`),
    );
    expect(documents.length).toBeGreaterThan(10);
    expect(dead).toEqual([]);
  });

  it('list variables of the environment that there are, the same in both languages', () => {
    const variables = (path: string): string[] => {
      const rows = documents
        .find((document) => document.path === path)!
        .text.split('\n')
        .filter((line) => /^\| `[A-Z]/.test(line));
      return rows.flatMap((line) => line.split('|')[1]!.match(/[A-Z][A-Z0-9_]+/g)!);
    };
    const listed = variables('README.md');
    expect(listed.length).toBeGreaterThan(20);
    expect(variables('README.zh-CN.md')).toEqual(listed);
    expect(listed.filter((name) => !new RegExp(`^${name}=`, 'm').test(example))).toEqual([]);
  });
});
