/** Regions that only read: somebody has to write, and Kong has to tell the methods apart. */

import { splitsWrites, writingRegions } from '../../model/access.ts';
import { layoutKindOf } from '../../model/layout.ts';
import { show } from '../formats/format.ts';
import type { Finding } from '../problem.ts';
import { eachService } from './check.ts';

export const access = eachService(({ strategy, service, path }) => {
  const { readRegions: [first] = [] } = service;
  if (first === undefined || !splitsWrites(service)) return [];
  const place = [...path, 'targets', first, 'access'];
  const findings: Finding[] = [];
  if (writingRegions(service).length === 0) {
    findings.push({
      code: 'BLS1610',
      path: place,
      message: `no region of ${service.name} takes writes`,
      fix: 'leave access out in one of them; for a service that only reads in all of them',
      inDutch: {
        message: `geen enkele regio van ${service.name} neemt schrijfacties aan`,
        fix: 'laat access in een ervan weg; bij een service die alleen leest in alle',
      },
      because: [[...path, 'targets']],
    });
  }
  if (service.failover.mode === 'isolate') {
    findings.push({
      code: 'BLS1610',
      path: place,
      message: `with mode isolate requests stay in their region, so writes at ${show(first)} have nowhere to go`,
      fix: 'leave access out, or use mode: active-passive',
      inDutch: {
        message: `bij mode isolate blijven requests in hun regio, dus schrijfacties in ${show(first)} kunnen nergens heen`,
        fix: 'laat access weg, of gebruik mode: active-passive',
      },
      because: [[...path, 'failover', 'mode']],
    });
  }
  const flat = strategy.gateways.find(
    (gateway) => layoutKindOf({ strategy, gateway, service }) === 'flat',
  );
  if (flat === undefined || findings.length > 0) return findings;
  const isListener = flat.loopbackUrl === null;
  return [
    {
      code: 'BLS1611',
      path: place,
      message: isListener
        ? `${flat.name} has no loopback listener, so ${service.name} is one flat upstream there, in which writes would reach ${show(first)}`
        : `${service.name} is one flat upstream, in which writes would reach ${show(first)}`,
      fix: isListener
        ? 'name its plain-HTTP listener in gateways.*.loopback'
        : 'write layout: auto, and an algorithm other than consistent-hashing',
      inDutch: {
        message: isListener
          ? `${flat.name} heeft geen listener op loopback, dus ${service.name} is daar één platte upstream, waarin schrijfacties bij ${show(first)} zouden komen`
          : `${service.name} is één platte upstream, waarin schrijfacties bij ${show(first)} zouden komen`,
        fix: isListener
          ? 'noem bij gateways.*.loopback zijn listener voor gewone HTTP'
          : 'schrijf layout: auto, en een ander algoritme dan consistent-hashing',
      },
      because: [['layout'], [...path, 'algorithm'], ['gateways', flat.name, 'loopback']],
    },
  ];
});
