/**
 * What a Kong has: entities under the keys of a declarative file, flat, each with its id and
 * references by id, in the order in which they were made.
 */

export interface ActualConfiguration {
  readonly services: readonly ActualEntity[];
  readonly routes: readonly ActualEntity[];
  readonly upstreams: readonly ActualEntity[];
  /** With `upstream: { id, name }`. */
  readonly targets: readonly ActualEntity[];
  readonly plugins: readonly ActualEntity[];
}

export type ActualEntity = Readonly<Record<string, unknown>> & { readonly id: string };
