/** `telemetry.expiry` of many minutes: traffic is steered by what was true a while ago. */

import { defineRule } from '../../../define-rule.ts';
import { strategyFile } from '../examples.ts';

export const staleTelemetryTrusted = defineRule<'strategy', { readonly expiryMs: number }>({
  code: 'KB206',
  name: 'stale-telemetry-trusted',
  severity: 'warning',
  source: 'gRFC A58 weight_expiration_period (3 min); design G4',
  appliesTo: 'strategy',
  *check({ file, strategy }) {
    const { expiryMs } = strategy.telemetry;
    if (expiryMs <= 600_000) return;
    yield { file, path: ['telemetry', 'expiry'], values: { expiryMs } };
  },
  text: {
    en: {
      title: 'old telemetry is trusted for long',
      message: ({ expiryMs }, { duration }) =>
        `signals count as fresh for ${duration(expiryMs)}, so a target may be judged by what it was that long ago`,
      fix: (_, { duration }) => `write ${duration(180_000)}, or leave it out`,
      why: 'Missing news is not good news: after the expiry Ballast freezes instead of guessing. With a long one it goes on moving traffic by figures of a state that is over.',
    },
    nl: {
      title: 'oude telemetrie blijft lang geloofd',
      message: ({ expiryMs }, { duration }) =>
        `signalen tellen ${duration(expiryMs)} lang als vers; een target kan dus beoordeeld worden op hoe het er zo lang geleden bij stond`,
      fix: (_, { duration }) => `schrijf ${duration(180_000)}, of laat het weg`,
      why: 'Geen nieuws is geen goed nieuws: na deze tijd bevriest Ballast in plaats van te gokken. Is de tijd lang, dan verplaatst hij verkeer op cijfers van een toestand die voorbij is.',
    },
  },
  good: { files: strategyFile({ top: { telemetry: '{ expiry: 3m }' } }) },
  bad: { files: strategyFile({ top: { telemetry: '{ expiry: 1h }' } }), at: ['telemetry.expiry'] },
});
