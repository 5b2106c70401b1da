import { nameCode, XmlScanner } from './xml-scanner.js';
import { Attributes, decodeText } from './xml-text.js';

const DOCUMENT =
  '\uFEFF<?xml version="1.0"?>\n<a:root x="1 > 0" y=\'"\'><!-- <no> --><b/>文本 &amp; <![CDATA[<raw>]]]]><c z = "&lt;" /></a:root>\n';

/** What a handler is told, text joined where chunks cut it apart. */
function told(chunks: Buffer[]): string[] {
  const events: string[] = [];
  const attributes = new Attributes();
  const scanner = new XmlScanner({
    open(name, bytes, from, to) {
      attributes.reset(bytes, from, to);
      const found: string[] = [];
      while (attributes.next()) found.push(`${attributes.name}=${attributes.text()}`);
      events.push(`<${name} ${found.join(' ')}`);
    },
    close: (name) => events.push(`/${name}`),
    text: (bytes, from, to, literal) => events.push(decodeText(bytes, from, to, literal)),
  });
  for (const chunk of chunks) scanner.push(chunk);
  scanner.end();
  return events;
}

describe('XML scanner', () => {
  const code = (name: string) => nameCode(name);

  it('tells names without prefix, attributes, text and CDATA in order', () => {
    expect(told([Buffer.from(DOCUMENT)]).slice(2)).toEqual([
      `<${code('root')} ${code('x')}=1 > 0 ${code('y')}="`,
      `<${code('b')} `,
      `/${code('b')}`,
      '文本 & ',
      '<raw>]]',
      `<${code('c')} ${code('z')}=<`,
      `/${code('c')}`,
      `/${code('root')}`,
    ]);
  });

  it('tells the same wherever the chunks are cut', () => {
    const bytes = Buffer.from(DOCUMENT);
    const whole = told([bytes]);
    for (let at = 1; at < bytes.length; at += 1) {
      expect(told([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(whole);
    }
    expect(told([...bytes].map((byte) => Buffer.from([byte])))).toEqual(whole);
  });
});
