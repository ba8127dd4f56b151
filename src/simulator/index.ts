export { simulate, SimulationError, type SimulateOptions } from './run/simulate.ts';
