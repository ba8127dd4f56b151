export { simulate, type SimulateOptions } from './run/simulate.ts';
