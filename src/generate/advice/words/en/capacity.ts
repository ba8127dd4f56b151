export const CAPACITY = {
  heading: 'Capacity: now and with a region lost',
  head: [
    'Service',
    'Lost region',
    'Its capacity',
    'Left',
    'Fits load up to',
    'Room at this load',
    'Verdict',
  ],
  verdict: {
    fits: 'fits',
    short: '**short at full load**',
    'short-at-peak': '**short at the peak**',
    unknown: 'not known',
    'nothing-left': '**nothing left**',
  },
  notStated: 'not stated',
  note: (text: { ceiling: string }) =>
    `A region is filled to ${text.ceiling} of what is stated. “Fits” = the others take all that the lost region may be given. Stated is not measured: rehearse it.`,
  atPeak: 'Where a load is stated, “fits”, the room and how busy targets are hold at its peak.',
  whenShort: {
    shed: 'What does not fit is refused on purpose where the layout allows it (503 with Retry-After), so that the rest is served well.',
    overflow:
      'What does not fit goes to the remaining targets anyway, which may slow them down for all.',
  },
  targetsHead: [
    'Service',
    'Target',
    'Region',
    'Stated',
    'Now',
    'Busy',
    'Worst',
    'Busy',
    'When this is lost',
  ],
  targetsIntro: 'Each target at the load above, now and in the worst loss of another region:',
  overCeiling: (text: { services: string; ceiling: string }) =>
    `Above ${text.ceiling} of its capacity at the loss of a region: targets of ${text.services}.`,
  chart:
    'Load that fits when a region is lost (bar), the load counted with (dashed), and all that is left (outline)',
  without: (text: { service: string; region: string }) => `${text.service} without ${text.region}`,
};

export type CapacityWords = typeof CAPACITY;
