/** Kong's `targets` (recording 01-node #9 shows it). Times are seconds with milliseconds. */

import type { EntitySchema, FieldSchema } from '../schema.ts';
import { ID, TAGS } from './common.ts';

const TIME_IN_MILLISECONDS: FieldSchema = {
  type: 'number',
  timestamp: true,
  auto: true,
  description: 'A number representing an automatic Unix timestamp in milliseconds.',
};

export const TARGETS: EntitySchema = {
  fields: [
    ID,
    { created_at: TIME_IN_MILLISECONDS },
    { updated_at: TIME_IN_MILLISECONDS },
    {
      upstream: {
        type: 'foreign',
        required: true,
        reference: 'upstreams',
        on_delete: 'cascade',
        description:
          'The unique identifier or the name of the upstream for which to update the target.',
      },
    },
    {
      target: {
        type: 'string',
        required: true,
        description: 'The target address (ip or hostname) and port.',
        check: 'target',
      },
    },
    {
      weight: {
        type: 'integer',
        default: 100,
        between: [0, 65535],
        description: 'The weight this target gets within the upstream loadbalancer (0-65535).',
      },
    },
    TAGS,
  ],
  entity_checks: [],
};
