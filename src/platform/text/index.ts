export * from './company-key.js';
export * from './phone.js';
export * from './pinyin.js';
