import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { validationFailed, type Issue } from '../errors/index.js';
import { text } from '../i18n/locale.js';
import { constraintIssue } from './constraint-messages.js';

const NATIVE = new Set<unknown>([String, Number, Boolean, Array, Object, undefined]);

/** Turns bodies and queries into their request classes and refuses everything the class does not name, all faults at once. */
@Injectable()
export class RequestValidation implements PipeTransform {
  transform(value: unknown, { metatype, type }: ArgumentMetadata): unknown {
    if (NATIVE.has(metatype) || type === 'custom') return value;
    if (type === 'body' && (typeof value !== 'object' || value === null || Array.isArray(value))) throw notAnObject();
    const instance = plainToInstance(metatype as new () => object, value ?? {}, { exposeUnsetFields: false });
    const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
    const issues = errors.flatMap((error) => issuesOf(error, type === 'query' ? '?' : '/'));
    if (issues.length > 0) throw validationFailed({}, issues);
    return instance;
  }
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
  validationFailed({}, [{ pointer: '', code: 'NOT_AN_OBJECT', message: text('请求体必须是 JSON 对象', 'The body must be a JSON object.') }]);
