/** The Kong Admin API, as the rest of Ballast uses it. */

export { createKongAdminPort } from './admin-port.ts';
export { applyConfig } from './apply-config.ts';
export { type AdminClient, createAdminClient } from './client.ts';
export { detectGateway, type GatewayFacts } from './detect.ts';
export { type ExecuteResult, executePlan } from './execute-plan.ts';
export { KongError } from './errors.ts';
export { createGatewayAdmin } from './gateway-admin.ts';
export { checkLoopback, loopbackUrlOf } from './loopback.ts';
export { readConfiguration } from './read-configuration.ts';
export { createTokenSource } from './token.ts';
