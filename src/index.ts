export type { Strategy } from './model/strategy.ts';
