/**
 * Names of regions inside other names. What counts is what people and clouds write: AWS, Google and
 * Azure regions, `region-a`, `dc1`, a data centre's airport, and the roles `primary`, `secondary`.
 */

/** `eu-west`, `eu-west-1`, `us-gov-east-1b`, `europe-west4-c`; zones belong to their region. */
const CLOUD =
  /(?:^|[^a-z0-9])((?:af|ap|ca|cn|eu|il|me|mx|sa|us(?:-gov)?|africa|asia|australia|europe|northamerica|southamerica)-(?:north|south|east|west|central)(?:east|west)?(?:-?\d{1,2})?)(?:-?[a-f])?(?=$|[^a-z0-9])/;

/** Azure writes its regions without dashes. */
const AZURE =
  /(?:^|[^a-z0-9])((?:north|west|south|central|east)(?:europe|us\d?|centralus)|(?:uk|france|germany|norway|sweden|switzerland|poland|italy|spain|brazil|canada|japan|korea|australia|asia|india|uae|qatar|israel|southafrica)(?:north|south|east|west|central|northcentral|westcentral|southeast)\d?|southeastasia|eastasia)(?=$|[^a-z0-9])/;

/** `region-a`, `dc1`, `zone-2`, `site-ams`. */
const PLACE = /^((?:region|dc|datacenter|datacentre|zone|az|site|loc|location)[-_]?[a-z0-9]+)$/;

/** Airports by which data centres are commonly called, with or without a number. */
const AIRPORT =
  /^((?:ams|fra|lon|lhr|par|cdg|dub|mad|mil|mxp|arn|sto|hel|osl|cph|vie|zrh|waw|prg|bru|nyc|ewr|iad|sfo|sjc|lax|sea|dfw|ord|atl|mia|yyz|yul|gru|sin|hkg|nrt|hnd|icn|syd|mel|bom|del|dxb|jnb)\d{0,2})$/;

/** In order of preference: the first ones serve, the last ones stand by. */
const ROLES: readonly (readonly string[])[] = [
  ['primary', 'main', 'active', 'master'],
  ['secondary', 'standby', 'backup', 'passive', 'failover', 'fallback', 'dr', 'slave', 'replica'],
  ['tertiary'],
];
const ROLE_WORDS = ROLES.flat();

/** The region that a host, an upstream or a service is called after; `null` for none. */
export function regionInName(text: string): string | null {
  const name = text.toLowerCase().replace(/:\d+$/, '');
  const cloud = CLOUD.exec(name)?.[1] ?? AZURE.exec(name)?.[1];
  if (cloud !== undefined) return cloud;
  for (const label of name.split(/[.]/)) {
    const place = PLACE.exec(label)?.[1] ?? AIRPORT.exec(label)?.[1];
    if (place !== undefined) return place;
  }
  return null;
}

/** `product-primary-1.shop` → `primary`; `null` for none. */
export function roleInName(text: string): string | null {
  const parts = text
    .toLowerCase()
    .replace(/:\d+$/, '')
    .split(/[^a-z]+/);
  return ROLE_WORDS.find((word) => parts.includes(word)) ?? null;
}

/** 0 for what serves first, 1 for what stands by, 2 for what comes after; 1 for anything else. */
export function roleRank(role: string): number {
  const rank = ROLES.findIndex((words) => words.includes(role));
  return rank === -1 ? 1 : rank;
}

/** `region:eu-west`, `region-eu-west`, `zone=a` → the name; `null` for other tags. */
export function regionInTag(tag: string): string | null {
  const match = /^(?:region|zone|dc|datacenter|datacentre|az|location|site)[:=_-](.+)$/i.exec(tag);
  return match?.[1] ?? null;
}

/**
 * `product-api-primary` → stem `product-api` and region `primary`; also `…-eu-west-1` and with
 * `-upstream` at the end. `null` for names that say nothing of a region.
 */
export function splitRegion(
  name: string,
): { readonly stem: string; readonly region: string } | null {
  const plain = name.replace(/[-_.](?:upstream|pool|backend)$/i, '');
  const region = regionInName(plain) ?? roleInName(plain);
  if (region === null) return null;
  const at = plain.toLowerCase().lastIndexOf(region);
  const before = plain.slice(0, at).replace(/[-_.]+$/, '');
  const after = plain.slice(at + region.length).replace(/^[-_.]+/, '');
  const stem = [before, after].filter((part) => part !== '').join('-');
  return stem === '' ? null : { stem, region };
}
