export { parseStrategy } from './parse-strategy.ts';
export type { ParsedStrategy } from './parse-strategy.ts';
export type { Severity } from './codes/entry.ts';
export type { Problem } from './problem.ts';
export { renderProblems } from './render-problems.ts';
