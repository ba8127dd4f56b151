/** The Kong Admin API, as the rest of Ballast uses it. */

export { createKongAdminPort, type KongAdminPortOptions } from './admin-port.ts';
export {
  applyConfig,
  type AppliedWrite,
  type ApplyOptions,
  type ApplyResult,
} from './apply-config.ts';
export type { CallOptions } from './call.ts';
export { type AdminClient, type AdminClientOptions, createAdminClient } from './client.ts';
export type { DeclarativeInput } from './declarative.ts';
export { detectGateway, type GatewayFacts } from './detect.ts';
export { type FieldError, KongError, type KongErrorCode } from './errors.ts';
export { createGatewayAdmin, type GatewayAdmin } from './gateway-admin.ts';
export { createTokenSource, type TokenPlace } from './token.ts';
