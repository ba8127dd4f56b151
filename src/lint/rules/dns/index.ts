import type { Rule } from '../../contract.ts';
import { longCnameChain } from './long-cname-chain.ts';
import { noSuchName } from './names-that-fail.ts';
import { nameServerFails } from './names-that-fail.ts';
import { onlyIpv6 } from './only-ipv6.ts';
import { severalAddresses } from './several-addresses.ts';
import { sharedAddress } from './shared-address.ts';
import { srvOverrides } from './srv-overrides.ts';
import { ttlBeyondBudget } from './time-to-live.ts';
import { ttlZero } from './time-to-live.ts';

export const DNS_RULES: readonly Rule[] = [
  noSuchName,
  nameServerFails,
  severalAddresses,
  srvOverrides,
  ttlBeyondBudget,
  ttlZero,
  longCnameChain,
  sharedAddress,
  onlyIpv6,
];
