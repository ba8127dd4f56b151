/** The entity in a request body, whatever its content type. */

import { schemaFor } from '../entities/prepare.ts';
import type { Body } from '../entities/prepare.ts';
import type { Kind } from '../entities/types.ts';
import type { AdminBody } from './endpoint.ts';
import { inferTypes, nestForm } from './form.ts';

/** `known` are fields that are not in the body but say which schema applies: a plugin's name. */
export function entityBody(kind: Kind, body: AdminBody, known: Body = {}): Body {
  switch (body.kind) {
    case 'json':
      return body.value;
    case 'form': {
      const nested = nestForm(body.pairs);
      return inferTypes(schemaFor(kind, { ...known, ...nested }).fields, nested);
    }
    case 'none':
    case 'yaml':
      return {};
  }
}
