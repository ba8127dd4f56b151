/** Drills of a running Ballast: listed, planned, begun and followed over its API. */

import { parseDrill } from '../../drill/file/parse-drill.ts';
import type { Language } from '../../lib/locale.ts';
import type { Actor } from '../../operations/actor.ts';
import type { DrillChoice, DrillRequest } from '../../operations/drill-plan.ts';
import type { CurrentDrill } from '../../operations/drills.ts';
import { tellDrill } from '../../operations/drills-speech.ts';
import type { RemoteOperations } from '../../operations/remote.ts';
import { printJson, type CliContext } from '../context.ts';
import { type ApiOptions, apiUrlOf, userName, withApi } from '../operations-of.ts';
import { SYSTEM_CLOCK } from '../system.ts';
import { brokenDrill, readDrillFile, showProblems } from './find-drill.ts';
import { followDrill } from './follow.ts';
import { tellLibrary } from './list.ts';
import { tellPlan } from './plan.ts';
import { progressOf, showingChecks, tellReport } from './run.ts';

export interface ApiDrillRequest {
  /** Of the server's library, or a file here. */
  readonly name: string;
  readonly choice: DrillChoice;
  readonly api: ApiOptions;
  readonly json: boolean;
  readonly lang: Language;
}

export async function listOverApi(context: CliContext, options: ApiOptions): Promise<void> {
  const drills = await withApi(context, options, (api) => api.drills.library());
  tellLibrary(context, drills, options);
}

export async function planOverApi(context: CliContext, asked: ApiDrillRequest): Promise<void> {
  const plan = await withApi(context, speaking(asked), async (api) =>
    api.drills.plan(actor(), await requestOf(context, api, asked)),
  );
  tellPlan(context, plan, asked);
}

export async function holdOverApi(
  context: CliContext,
  asked: ApiDrillRequest & { readonly out: string | null; readonly detach: boolean },
): Promise<void> {
  const { lang } = asked;
  const report = await showingChecks(context, asked, () =>
    withApi(context, speaking(asked), async (api) => {
      const request = await requestOf(context, api, asked);
      const begun = (await api.drills.start(actor(), request)) as CurrentDrill;
      if (asked.detach) return leave(context, begun, asked);
      const { name, title } = begun.drill;
      context.note(tellDrill(lang, 'drill-begins', { name, title }));
      return await followDrill(api.drills, SYSTEM_CLOCK, {
        id: begun.id,
        actor: actor(),
        signal: context.signal,
        abortReason: `Ctrl-C of ${userName()} at \`ballast drill run\``,
        onProgress: progressOf(context, lang),
        onAbort: () => context.note(tellDrill(lang, 'abort-asked')),
        onSilence: (failure) =>
          context.note(
            failure === null
              ? tellDrill(lang, 'api-back')
              : tellDrill(lang, 'api-silent', { why: failure.message }),
          ),
      });
    }),
  );
  if (report !== null) await tellReport(context, report, asked);
}

function leave(
  context: CliContext,
  begun: CurrentDrill,
  { api, json, lang }: ApiDrillRequest,
): null {
  const { id } = begun;
  if (json) printJson(context, { drill: begun });
  else context.print(`${id}\n`);
  context.note(tellDrill(lang, 'runs-there', { id, api: apiUrlOf(context, api) ?? '' }));
  return null;
}

/** The server's own drills win, as the package's do here; what is no name of theirs is a file here. */
async function requestOf(
  context: CliContext,
  { drills }: RemoteOperations,
  { name, choice, lang }: ApiDrillRequest,
): Promise<DrillRequest> {
  const names = (await drills.library()).map((one) => one.name);
  if (names.includes(name)) return { drill: { name }, choice };
  const text = await readDrillFile(name, names);
  // Mistakes are shown with their lines here; names of the strategy are the server's to check.
  const { drill, problems } = parseDrill(text, { file: name });
  showProblems(context, { problems, text, language: lang });
  if (drill === null) throw brokenDrill(name, problems);
  return { drill: { text }, choice };
}

/** JSON is for programs: English unless asked for. */
function speaking({ api, json, lang }: ApiDrillRequest): ApiOptions {
  return json ? api : { ...api, lang };
}

/** Whom the token names counts there. */
function actor(): Actor {
  return { name: userName(), role: 'operator', via: 'api' };
}
