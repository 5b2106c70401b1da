export * from './company-key.js';
export * from './in-prose.js';
export * from './phone.js';
export * from './pinyin.js';
