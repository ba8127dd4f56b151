export const SUMMARY = {
  title: (name: string) => `${name}: how it stays up`,
  subtitle:
    'Written by `ballast advise` from the strategy file. Raised numbers lead to the appendix: formula, what was filled in, and source of each figure.',
  contents: 'Contents',
  heading: 'In short',
  budget: (text: { services: string; availability: string; window: string; budget: string }) =>
    `**${text.services}**: ${text.availability} over ${text.window} leaves **${text.budget}** of full outage. Everything below is held against that.`,
  expected: (text: {
    service: string;
    alone: string;
    ballast: string;
    objective: string;
    use: string;
  }) =>
    `**${text.service}**: expected availability ${text.ballast} with Ballast and ${text.alone} with Kong alone, against ${text.objective} promised; with Ballast that uses ${text.use} of the error budget on average.`,
  more: { one: '{n} more', other: '{n} more' },
  expectedOthers: (text: { others: string; use: string }) =>
    `${text.others} use ${text.use} of theirs, or less; the availability of each is further below.`,
  others: { one: 'The other service', other: 'The other {n} services' },
  kongAlone: (text: { refused: string; hanging: string }) =>
    `A region that refuses connections is out of rotation within ${text.refused}, one that hangs within ${text.hanging}, **by Kong alone**: this also holds while Ballast is down.`,
  withBallast: (text: {
    target: string;
    region: string;
    targetRatio: string;
    regionRatio: string;
  }) =>
    `What Kong does not see, Ballast moves away: one target failing ${text.targetRatio} of its requests after about ${text.target}, a region failing ${text.regionRatio} after about ${text.region}.`,
  compared: (text: {
    fault: string;
    standard: string;
    folklore: string;
    generated: string;
    ballast: string;
    sent: string;
  }) =>
    `Simulated, ${text.fault}: of ${text.sent} requests a default Kong loses ${text.standard}, the usual advice ${text.folklore}, this design ${text.generated} with Ballast dead and ${text.ballast} with Ballast running.`,
  improveFirst: (text: { lever: string; service: string; saved: string }) =>
    `What would help ${text.service} most: ${text.lever}. That saves ${text.saved} of full outage a year.`,
  capacityOk: 'Every region can be lost without refusing requests, on the capacities stated.',
  capacityShort: (text: { services: string }) =>
    `**Not every region can be lost at full load**: see the capacity of ${text.services}.`,
  capacityUnknown: (text: { services: string }) =>
    `Capacity is not stated everywhere (${text.services}), so nobody can say whether the loss of a region fits. State \`capacity\` per host.`,
  gatewaysInOneRegion: (text: { gateways: string; region: string }) =>
    `**All gateways (${text.gateways}) are in ${text.region}.** When that region goes, Kong goes with it and nothing below helps. Put a second Kong in another region and bring callers to it by DNS, GSLB or anycast.`,
};

export type SummaryWords = typeof SUMMARY;
