/** What an OpenAPI document says of services: their endpoints and methods, and nothing else. */

export interface ApiDescription {
  readonly title: string;
  /** Paths in the document. */
  readonly pathCount: number;
  readonly services: readonly ApiService[];
}

/** The paths that begin with the same segment. */
export interface ApiService {
  readonly name: string;
  /** Path prefix, that of the server included. */
  readonly path: string;
  /** Sorted as people write them. */
  readonly methods: readonly string[];
}

export type ApiResult =
  | { readonly kind: 'read'; readonly api: ApiDescription }
  | { readonly kind: 'refused'; readonly problem: ApiProblem };

export interface ApiProblem {
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly fix: string;
}
