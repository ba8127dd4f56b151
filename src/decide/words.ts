/**
 * The codes that the law remembers, in words for `status` and `explain`. State and evidence keep the
 * codes, so that words can change without touching what is stored.
 */

/** To follow "it waits for". */
const WAITING: Readonly<Record<string, string>> = {
  'not-clean': 'enough of its targets to answer Ballast’s probes again',
  'clean-too-short': 'a longer time without anything against it',
  budget: 'the hourly limit of returns (G5)',
  approval: 'a person’s approval',
  rejected: 'a person who has not rejected it',
  'blocked-window': 'the end of a blocked window',
  'error-budget': 'failures to stop while little of the error budget is left',
  hook: 'its hook to succeed',
  slow: 'its latency to come back to what is usual',
  room: 'room for its next step',
  observed: 'the rule failback to act: `ballast enable --rule failback`',
};

/** To follow "refused:". */
const REFUSED: Readonly<Record<string, string>> = {
  approval: 'it waits for a person’s approval.',
  rejected: 'a person rejected it.',
  hook: 'its hook has not succeeded yet.',
  'lone-witness': 'a single kind of witness moves nothing.',
  'undone-before': 'its last move did not help.',
  nowhere: 'no other region is known to be able to serve.',
  'common-cause': 'the other regions looked unwell a moment ago as well.',
  capacity: 'the other regions have no room for it.',
  'last-region': 'no other region may serve its requests.',
  'region-limit': 'as many regions are out as may be.',
  'receiver-no-better': 'the other region fails as well.',
  'receiver-no-faster': 'the other region is no faster.',
  'maybe-shared': 'a shared dependency cannot be ruled out.',
  observed: 'the rule evacuation only observes: `ballast enable --rule evacuation`.',
};

export function waitingWords(code: string | null): string | null {
  return code === null ? null : (WAITING[code] ?? code);
}

export function refusedWords(code: string | null): string | null {
  return code === null ? null : (REFUSED[code] ?? code);
}
