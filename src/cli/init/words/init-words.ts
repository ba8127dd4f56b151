/** What `init` says: questions, complaints, and the comments in the file. */

import type { Complaint } from '../questions/question.ts';
import type { Scope } from '../values.ts';

export interface QuestionWords {
  ask(scope: Scope): string;
  /** One line: why it is asked, or what follows from the answer. */
  readonly why: string;
  /** Of the choices that are no names. */
  readonly choices?: Readonly<Record<string, string>>;
  /** Asked to complete a choice such as `cookie:`. */
  readonly complete?: string;
}

export interface InitWords {
  readonly questions: Readonly<Record<string, QuestionWords>>;
  readonly complaints: Readonly<Record<Complaint, string>>;
  readonly file: FileWords;
  readonly talk: TalkWords;
}

/** Comments in the strategy file. */
export interface FileWords {
  readonly header: string;
  readonly objective: string;
  readonly regions: string;
  readonly gateways: string;
  readonly logsPlaceholder: string;
  readonly loopbackNone: string;
  readonly telemetry: string;
  readonly telemetryRemote: string;
  readonly mode: string;
  readonly placeholders: string;
  readonly capacityUnknown: string;
  readonly capacityPlaceholder: string;
  readonly health: string;
  readonly stripPath: string;
  readonly noRoutes: string;
  readonly algorithm: Readonly<Record<string, string>>;
  readonly sessions: string;
  readonly sessionsAdapt: string;
  readonly sessionsSteps: string;
  readonly failover: Readonly<Record<string, string>>;
  readonly oneRegion: string;
  readonly approval: string;
  readonly promoted: string;
  readonly shed: string;
  readonly overflow: string;
  readonly failback: string;
  readonly failbackSmall: string;
  readonly client: string;
  readonly never: string;
  readonly access: string;
  readonly readsOnly: readonly string[];
  readonly readsOnlyReads: (writes: string) => readonly string[];
  readonly onlyReads: string;
  readonly staticAnswer: string;
  readonly staticAnswerNot: string;
  readonly loadFits: (parts: { region: string; rest: string }) => string;
  readonly loadDoesNotFit: (parts: { region: string; rest: string }) => string;
  readonly loadUnknown: string;
  readonly draft: string;
}

/** Said around the questions. */
export interface TalkWords {
  readonly intro: string;
  readonly keys: string;
  readonly flag: string;
  readonly other: string;
  readonly optional: string;
  readonly step: (done: number, of: number) => string;
  readonly serviceTitle: (service: string) => string;
  readonly atTheBegin: string;
  readonly stopTitle: string;
  readonly stop: Readonly<Record<'on' | 'line' | 'draft' | 'leave', string>>;
  readonly lineTitle: string;
  readonly draftWritten: (file: string) => string;
  readonly cancelled: string;
  readonly checking: (url: string) => string;
  readonly kong: (parts: {
    version: string;
    edition: string;
    how: string;
    nodes: number;
  }) => string;
  readonly topologies: Readonly<Record<string, string>>;
  readonly oneNode: string;
  readonly loopbackFound: (url: string) => string;
  readonly loopbackMissing: string;
  readonly failures: Readonly<Record<string, string>>;
  readonly notReached: (url: string, why: string) => string;
  readonly afterFailure: Readonly<Record<'again' | 'other' | 'token' | 'on', string>>;
  readonly whatNow: string;
  readonly tokenFile: string;
  readonly tokenUnreadable: (file: string) => string;
  readonly reviewTitle: string;
  readonly review: Readonly<Record<'write' | 'show' | 'back', string>>;
  readonly reviewAsk: (file: string) => string;
  readonly exists: (file: string) => string;
  readonly existsChoices: Readonly<Record<'other' | 'overwrite' | 'leave', string>>;
  readonly otherFile: string;
  readonly sameLine: string;
  readonly wrote: (file: string) => string;
  readonly noSchema: (file: string) => string;
  readonly missingWords: string;
  readonly fromOpenApi: (parts: { title: string; services: number; paths: number }) => string;
  readonly fromKong: (parts: { services: number; guesses: number; losses: number }) => string;
}
