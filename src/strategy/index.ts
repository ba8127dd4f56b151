export { parseStrategy } from './parse-strategy.ts';
export { renderProblems } from './render-problems.ts';
