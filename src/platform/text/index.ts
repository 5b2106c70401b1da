export * from './phone.js';
export * from './pinyin.js';
