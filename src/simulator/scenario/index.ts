export { parseScenario } from './parse-scenario.ts';
export { standardStrategy } from './standard-strategy.ts';
