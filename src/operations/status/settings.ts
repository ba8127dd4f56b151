/**
 * Every setting in force, as one would write it in the strategy file, with the source of each default;
 * and the numbers of the control law, which no strategy sets. A value that the file states is called a
 * default when it is the same. Secrets are told as the place from which they are read.
 */

import { CAPACITY } from '../../decide/tuning/capacity.ts';
import { EJECTION } from '../../decide/tuning/ejection.ts';
import { EVIDENCE } from '../../decide/tuning/evidence.ts';
import { REGIONS } from '../../decide/tuning/regions.ts';
import { TRIMS } from '../../decide/tuning/trims.ts';
import type { DocumentedTable } from '../../lib/documented.ts';
import type { Strategy } from '../../model/strategy.ts';
import { DEFAULTS } from '../../strategy/defaults.ts';
import type { Setting } from '../contract.ts';
import { accessRows } from './settings/access-rows.ts';
import { generalRows } from './settings/general-rows.ts';
import { notifyRows } from './settings/notify-rows.ts';
import type { Row } from './settings/row.ts';
import { serviceRows } from './settings/service-rows.ts';

export function settingsOf(strategy: Strategy): readonly Setting[] {
  return [
    ...generalRows(strategy),
    ...accessRows(strategy),
    ...notifyRows(strategy),
    ...strategy.services.flatMap((service) =>
      serviceRows(service).map((row) => ({ ...row, path: `services.${service.name}.${row.path}` })),
    ),
  ]
    .map(toSetting)
    .concat(Object.entries(LAW).flatMap(([name, table]) => lawSettings(name, table)));
}

const LAW: Readonly<Record<string, DocumentedTable>> = {
  evidence: EVIDENCE,
  ejection: EJECTION,
  trims: TRIMS,
  regions: REGIONS,
  capacity: CAPACITY,
};

function toSetting({ path, value, key, otherwise }: Row): Setting {
  if (value === null && otherwise !== undefined) {
    return { path, value, isDefault: true, source: otherwise };
  }
  const fallback = key === undefined ? null : DEFAULTS[key];
  const isDefault = fallback !== null && String(value) === String(fallback.value);
  return { path, value, isDefault, source: isDefault ? fallback.source : null };
}

function lawSettings(name: string, table: DocumentedTable): readonly Setting[] {
  return Object.entries(table).map(([key, { value, source }]) => {
    return { path: `law.${name}.${key}`, value, isDefault: true, source };
  });
}
