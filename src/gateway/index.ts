export { GatewayStartError } from './gateway-start-error.ts';
export type { GatewayOptions, RunningGateway } from './start-gateway.ts';
export { NOT_FOR_PRODUCTION, startGateway } from './start-gateway.ts';
