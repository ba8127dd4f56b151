/** Kong's `services` (recording 07-services-routes; source 3.9.3). */

import type { EntityCheck, EntitySchema, FieldSchema } from '../schema.ts';
import { HOST, ID, PATH, PORT, PROTOCOL, TAGS, TIMES_IN_SECONDS, UTF8_NAME } from './common.ts';

/** Milliseconds. */
const TIMEOUT: FieldSchema = { type: 'integer', default: 60000, between: [1, 2_147_483_646] };
const TLS_PROTOCOLS = ['https', 'tls'];

export const SERVICES: EntitySchema = {
  fields: [
    ID,
    ...TIMES_IN_SECONDS,
    { name: UTF8_NAME },
    {
      retries: {
        type: 'integer',
        default: 5,
        between: [0, 32767],
        description: 'The number of retries to execute upon failure to proxy.',
      },
    },
    { protocol: { ...PROTOCOL, required: true, default: 'http' } },
    { host: { ...HOST, required: true } },
    { port: { ...PORT, required: true, default: 80 } },
    { path: PATH },
    { connect_timeout: TIMEOUT },
    { write_timeout: TIMEOUT },
    { read_timeout: TIMEOUT },
    TAGS,
    {
      client_certificate: {
        type: 'foreign',
        reference: 'certificates',
        description:
          'Certificate to be used as client certificate while TLS handshaking to the upstream ' +
          'server.',
      },
    },
    {
      tls_verify: {
        type: 'boolean',
        description:
          'Whether to enable verification of upstream server TLS certificate. If not set, the ' +
          'global level config `proxy_ssl_verify` will be used.',
      },
    },
    {
      tls_verify_depth: {
        type: 'integer',
        between: [0, 64],
        description: "Maximum depth of chain while verifying Upstream server's TLS certificate.",
      },
    },
    {
      ca_certificates: {
        type: 'array',
        elements: { type: 'string', uuid: true },
        description:
          'Array of CA Certificate object UUIDs that are used to build the trust store while ' +
          "verifying upstream server's TLS certificate.",
      },
    },
    {
      enabled: {
        type: 'boolean',
        required: true,
        default: true,
        description: 'Whether the Service is active. ',
      },
    },
  ],
  entity_checks: [
    mustBeNull('path', { one_of: ['tcp', 'tls', 'udp', 'grpc', 'grpcs'] }),
    mustBeNull('client_certificate', { not_one_of: TLS_PROTOCOLS }),
    mustBeNull('tls_verify', { not_one_of: TLS_PROTOCOLS }),
    mustBeNull('tls_verify_depth', { not_one_of: TLS_PROTOCOLS }),
    mustBeNull('ca_certificates', { not_one_of: TLS_PROTOCOLS }),
  ],
};

function mustBeNull(
  field: string,
  protocol: { readonly one_of?: readonly string[]; readonly not_one_of?: readonly string[] },
): EntityCheck {
  return {
    conditional: {
      if_field: 'protocol',
      if_match: protocol,
      then_field: field,
      then_match: { eq: null },
    },
  };
}
