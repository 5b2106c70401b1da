import type { OpenAPIObject } from '@nestjs/swagger';

/** JSON Schema 2020-12, as far as the generator writes it and the builder reads it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  enum?: unknown[];
  default?: unknown;
  example?: unknown;
  examples?: unknown[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
}

export interface Parameter {
  $ref?: string;
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  description?: string;
  style?: string;
  explode?: boolean;
  schema?: Schema;
}

export interface MediaType {
  schema?: Schema;
  example?: unknown;
}

export interface Answer {
  $ref?: string;
  description: string;
  headers?: Record<string, unknown>;
  content?: Record<string, MediaType>;
}

export interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, MediaType> };
  responses: Record<string, Answer>;
  security?: Record<string, string[]>[];
  'x-permission'?: string;
  'x-problems'?: string[];
  /** Stays in the document: a POST that only reads, such as a search with a body. */
  'x-read-only'?: boolean;
  'x-with-initial-password'?: boolean;
  /** Not for API keys; whether previews show it. */
  'x-in-person'?: 'shown' | 'hidden';
  /** Stays in the document: front ends see which operations ask for the password again. */
  'x-step-up'?: boolean;
}

export interface Components {
  schemas: Record<string, Schema>;
  parameters: Record<string, Parameter>;
  responses: Record<string, Answer>;
  securitySchemes: Record<string, unknown>;
}

/** The part of an OpenAPI document that we work on, typed by what the generator really writes. */
export type Document = Omit<OpenAPIObject, 'paths' | 'components'> & {
  paths: Record<string, Record<string, Operation>>;
  components: Components;
};

export const PROBLEM_JSON = 'application/problem+json';
