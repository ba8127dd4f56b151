export { parseStrategy } from './parse-strategy.ts';
export type { ParsedStrategy } from './parse-strategy.ts';
export type { Problem, Severity } from './problem.ts';
export { renderProblems } from './render-problems.ts';
