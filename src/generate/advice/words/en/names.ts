/** Names of things that several sections speak of. */

export const EVENTS = {
  'target-refuses': 'a target refuses connections',
  'target-hangs': 'a target hangs',
  'target-errors': 'a target fails everything',
  'target-partial': 'a target fails in part',
  'region-refuses': 'a region refuses connections',
  'region-hangs': 'a region hangs',
  'region-errors': 'a region fails everything',
  'region-partial': 'a region fails in part',
  'region-slow': 'a region is ten times slower',
  gateway: 'a Kong cluster fails',
  commonCause: 'everything at once',
  falseFailover: 'moved without need',
  coincidence: 'several at once',
};

export const DESIGN = { 'kong-alone': 'Kong alone', ballast: 'with Ballast' };

export const LEVERS: Readonly<Record<string, string>> = {
  targetMtbfMs: 'targets fail half as often',
  targetMttrMs: 'targets are repaired twice as fast',
  regionMtbfMs: 'regions fail half as often',
  regionMttrMs: 'regions are repaired twice as fast',
  gatewayMtbfMs: 'gateways fail half as often',
  gatewayMttrMs: 'gateways are repaired twice as fast',
  clientSwitchMs: 'clients find another gateway twice as fast',
  commonCauseRatio: 'half as many failures hit everything at once',
  commonCauseMttrMs: 'what hits everything is repaired twice as fast',
  coverageRatio: 'half as many failures escape detection or the move',
  personMs: 'people act twice as fast',
  falseFailoverMs: 'half as many needless failovers',
  failbackMistakeRatio: 'half as many returns come too early',
  detection: 'failures are detected twice as fast',
  action: 'weights are written twice as fast',
  load: 'half the load (or twice the capacity)',
};

export const ASSUMPTIONS: Readonly<Record<string, string>> = {
  targetMtbfMs: 'a target fails every',
  targetMttrMs: 'and is repaired in',
  regionMtbfMs: 'a region fails every',
  regionMttrMs: 'and is repaired in',
  partialRatio: 'of the failures, those in which only some requests fail',
  targetFailingRatio: 'requests that fail at a target that fails in part',
  regionFailingRatio: 'requests that fail in a region that fails in part',
  gatewayMtbfMs: 'a Kong cluster fails every',
  gatewayMttrMs: 'and is repaired in',
  gatewayWithRegionRatio: 'of the region failures, those that take Kong with them',
  clientSwitchMs: 'clients have found another gateway after',
  commonCauseRatio: 'of the region failures, those that hit everything',
  commonCauseMttrMs: 'and are repaired in',
  coverageRatio: 'of the failures, those that are detected and moved from',
  personMs: 'a person has acted after',
  falseFailoverMs: 'a region is moved without need every',
  falseFailoverLossMs: 'which costs its callers',
  coldReturnAloneMs: 'a cold return with Kong alone costs',
  coldReturnStepsMs: 'a cold return in steps costs',
  failbackMistakeRatio: 'of the returns, those that come too early',
  failbackFailingRatio: 'requests that fail then',
  convergenceMs: 'the other nodes of a cluster follow after',
  swingRatio: 'load swings round its mean by',
  overflowFactor: 'requests lost for each one too many, where nothing is refused on purpose',
};

export type EventWords = typeof EVENTS;
export type DesignWords = typeof DESIGN;
