import request, { type Response, type Test } from 'supertest';
import { checkAnswer } from './openapi-answers.js';

/** Speaks to the API as a front end would; every answer is held against openapi.json. */
export class Client {
  constructor(
    private readonly url: string,
    readonly token?: string,
    private readonly headers: Record<string, string> = {},
  ) {}

  /** The same client with further headers on every request. */
  with(headers: Record<string, string>): Client {
    return new Client(this.url, this.token, { ...this.headers, ...headers });
  }

  get(path: string, query: Record<string, unknown> | string = {}): Promise<Response> {
    return this.send(
      request(this.url)
        .get(`/api/v1${path}`)
        .query(query as object),
      'get',
      path,
    );
  }

  post(path: string, body?: unknown): Promise<Response> {
    return this.send(request(this.url).post(`/api/v1${path}`), 'post', path, body);
  }

  put(path: string, body?: unknown): Promise<Response> {
    return this.send(request(this.url).put(`/api/v1${path}`), 'put', path, body);
  }

  patch(path: string, body?: unknown): Promise<Response> {
    return this.send(request(this.url).patch(`/api/v1${path}`), 'patch', path, body);
  }

  delete(path: string, body?: unknown): Promise<Response> {
    return this.send(request(this.url).delete(`/api/v1${path}`), 'delete', path, body);
  }

  /** A file as multipart/form-data under the name `file`, with further fields. */
  upload(path: string, fileName: string, content: Buffer, fields: Record<string, string> = {}): Promise<Response> {
    const test = request(this.url).post(`/api/v1${path}`);
    for (const [name, value] of Object.entries(fields)) void test.field(name, value);
    return this.send(test.attach('file', content, fileName), 'post', path);
  }

  /** The bytes of a download; a refusal is read as ever. */
  download(path: string): Promise<Response> {
    const test = request(this.url).get(`/api/v1${path}`).buffer(true);
    void test.parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(null, isJson(response) ? JSON.parse(String(Buffer.concat(chunks))) : Buffer.concat(chunks)));
    });
    return this.send(test, 'get', path);
  }

  private async send(test: Test, method: string, path: string, body?: unknown): Promise<Response> {
    for (const [name, value] of Object.entries(this.headers)) void test.set(name, value);
    if (this.token) void test.set('Authorization', `Bearer ${this.token}`);
    if (body !== undefined) void test.send(body as object);
    const response = await test.ok(() => true);
    checkAnswer(method, path, response);
    return response;
  }
}

/** supertest hands its parsers the message of Node.js, whose type says less. */
const isJson = (response: object): boolean =>
  /json/.test((response as { headers: Record<string, string> }).headers['content-type'] ?? '');
