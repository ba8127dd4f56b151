export { simulate } from './run/simulate.ts';
