import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { malformedRequest, validationFailed, type Issue } from '../errors/index.js';
import { text } from '../i18n/locale.js';
import { constraintIssue, UNKNOWN_PROPERTY } from './constraint-messages.js';

const DEEPEST = 50;
const UNSTORABLE = /[\0\p{Surrogate}]/u;
const INVALID_TEXT = { code: 'INVALID_TEXT', message: text('含有无法保存的字符', 'This has characters that cannot be stored.') };
const NATIVE = new Set<unknown>([String, Number, Boolean, Array, Object, undefined]);

/** Turns bodies and queries into their request classes and refuses everything the class does not name, all faults at once. */
@Injectable()
export class RequestValidation implements PipeTransform {
  transform(value: unknown, { metatype, type }: ArgumentMetadata): unknown {
    if (type === 'custom') return value;
    refuseUnusable(value, type === 'body' ? '/' : '?');
    if (NATIVE.has(metatype)) return value;
    if (type === 'body' && (typeof value !== 'object' || value === null || Array.isArray(value))) throw notAnObject();
    const instance = plainToInstance(metatype as new () => object, value ?? {}, { exposeUnsetFields: false });
    const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
    const issues = errors.flatMap((error) => issuesOf(error, type === 'query' ? '?' : '/'));
    if (issues.length > 0) throw validationFailed({}, issues);
    return instance;
  }
}

/**
 * PostgreSQL keeps neither NUL nor half of a surrogate pair in text; all other Unicode passes. Of the names that every
 * object inherits, class-transformer takes `constructor` for the class and drops `toString` and the like without a word.
 */
function refuseUnusable(value: unknown, prefix: string): void {
  const issues = unusable(value, '').map((issue) =>
    prefix === '?' ? { ...issue, pointer: `?${issue.pointer.slice(1)}` } : issue,
  );
  if (issues.length > 0) throw validationFailed({}, issues);
}

/** @throws malformedRequest for what is nested so deeply that it could only exhaust the stack */
function unusable(value: unknown, pointer: string, depth = 0): Issue[] {
  if (typeof value === 'string') return UNSTORABLE.test(value) ? [{ pointer, ...INVALID_TEXT }] : [];
  if (typeof value !== 'object' || value === null) return [];
  if (depth > DEEPEST) throw malformedRequest();
  return Object.entries(value).flatMap(([name, inner]) => {
    const at = `${pointer}/${escape(name)}`;
    if (name in Object.prototype) return [{ pointer: at, ...UNKNOWN_PROPERTY }];
    return UNSTORABLE.test(name) ? [{ pointer, ...INVALID_TEXT }] : unusable(inner, at, depth + 1);
  });
}

function issuesOf(error: ValidationError, prefix: string): Issue[] {
  const pointer = prefix + escape(error.property);
  const own = Object.entries(error.constraints ?? {}).map(([name]) => constraintIssue(pointer, name, error));
  const inner = (error.children ?? []).flatMap((child) => issuesOf(child, `${pointer}/`));
  return [...own, ...inner];
}

// RFC 6901: ~ and / inside a name are written ~0 and ~1.
const escape = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const notAnObject = (): Error =>
  validationFailed({}, [
    { pointer: '', code: 'NOT_AN_OBJECT', message: text('请求体必须是 JSON 对象', 'The body must be a JSON object.') },
  ]);
