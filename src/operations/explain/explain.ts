/**
 * Why things are as they are: finds what the subject names (the number of an event, a service or its
 * upstream, a region, a target, a kind of event), and has it told with the journal about it.
 */

import { restoreState } from '../../controller/state.ts';
import { nearest } from '../../lib/nearest.ts';
import type { ControlEvent } from '../../model/control.ts';
import { eventIn } from '../../model/sentences.ts';
import type { StatusSnapshot } from '../../model/status.ts';
import { isUpstreamOf } from '../../model/upstream-names.ts';
import type { Explanation } from '../contract.ts';
import { OperationError } from '../operation-error.ts';
import { speechIn, type Speech } from '../speech.ts';
import type { ReadingPorts } from '../status/reading-ports.ts';
import type { ExplainContext, Told } from './context.ts';
import { STORY_MS, tellEvent } from './event-words.ts';
import { tellRegion } from './region-words.ts';
import { tellService } from './service-words.ts';
import { tellTarget } from './target-words.ts';

/** Journal lines looked through for the subject, and told of it. */
const EVENTS_READ = 5_000;
const EVENTS_TOLD = 100;

export interface ExplainSources {
  readonly ports: ReadingPorts;
  readonly snapshot: StatusSnapshot;
  /** As it is kept. */
  readonly state: unknown;
}

export async function explainSubject(
  subject: string,
  { ports, snapshot, state }: ExplainSources,
): Promise<Explanation> {
  const context: ExplainContext = {
    snapshot,
    state: state === null ? null : restoreState(state).decide,
    strategy: ports.strategy,
    nowMs: ports.clock.nowMs(),
    speech: speechIn(ports.language ?? 'en'),
  };
  const { speech } = context;
  if (/^#?\d+$/.test(subject)) return explainEvent(subject, ports, context);
  const read = await ports.history.readEvents({ limit: EVENTS_READ });
  const events = read.map(({ entry }) => entry).toReversed();
  const about = (isAbout: (event: ControlEvent) => boolean) =>
    events
      .filter(isAbout)
      .slice(0, EVENTS_TOLD)
      .map((event) => eventIn(event, speech.language));
  const service = snapshot.upstreams.find((one) => [one.service, one.upstream].includes(subject));
  if (service !== undefined) {
    const found = about(({ upstream }) => isUpstreamOf(service.upstream, upstream));
    return { subject, kind: 'service', ...tellService(service, context), events: found };
  }
  const regions = snapshot.upstreams.flatMap((entry) =>
    entry.regions.filter(({ region }) => region === subject).map((region) => ({ entry, region })),
  );
  if (regions.length > 0) {
    const told = joined(
      regions.map((place) => ({ ...tellRegion(place, context), name: place.entry.service })),
    );
    return { subject, kind: 'region', ...told, events: about(({ region }) => region === subject) };
  }
  const targets = snapshot.upstreams.flatMap((entry) =>
    entry.regions.flatMap(({ region, targets: all }) =>
      all.filter((one) => one.target === subject).map((target) => ({ entry, region, target })),
    ),
  );
  if (targets.length > 0) {
    const told = joined(
      targets.map((place) => ({ ...tellTarget(place, context), name: place.entry.service })),
    );
    return { subject, kind: 'target', ...told, events: about(({ target }) => target === subject) };
  }
  const ofKind = about(({ kind }) => kind === subject);
  if (ofKind.length === 0) throw unknownSubject(subject, snapshot, speech);
  return { subject, kind: 'event', sentences: [], wouldChange: [], events: ofKind };
}

async function explainEvent(
  subject: string,
  { history }: ReadingPorts,
  context: ExplainContext,
): Promise<Explanation> {
  const id = Number(subject.replace('#', ''));
  const [event] = await history.readEvents({ afterId: id - 1, limit: 1 });
  if (event === undefined || event.id !== id) {
    const { speech } = context;
    throw new OperationError('not-found', speech.tell('no-such-event', { id }), {
      fix: speech.tell('no-such-event-fix'),
    });
  }
  const untilMs = event.entry.atMs + STORY_MS;
  const after = await history.readEvents({ afterId: id, untilMs, limit: 1_000 });
  const told = tellEvent(event, { after: after.map(({ entry }) => entry), context });
  return { subject, kind: 'event', ...told };
}

/** Of several services, advice says which it is about. */
function joined(parts: readonly (Told & { readonly name: string })[]): Told {
  const prefixOf = (name: string) => (parts.length > 1 ? `${name}: ` : '');
  return {
    sentences: parts.flatMap(({ sentences }) => sentences),
    wouldChange: parts.flatMap(({ name, wouldChange }) =>
      wouldChange.map((one) => `${prefixOf(name)}${one}`),
    ),
  };
}

function unknownSubject(
  subject: string,
  { upstreams }: StatusSnapshot,
  speech: Speech,
): OperationError {
  const regions = upstreams.flatMap((entry) => entry.regions);
  const names = [
    ...upstreams.map(({ service }) => service),
    ...regions.map(({ region }) => region),
    ...regions.flatMap(({ targets }) => targets.map(({ target }) => target)),
  ];
  const meant = nearest(subject, [...new Set(names)]);
  const shown = upstreams.slice(0, 10).map(({ service }) => service);
  const services = upstreams.length > 10 ? [...shown, '…'] : shown;
  return new OperationError('not-found', speech.tell('nothing-known', { subject }), {
    fix:
      meant === null
        ? speech.tell('name-something', { services })
        : speech.tell('meant-something', { meant, services }),
  });
}
