/** What is on the agenda of the world, and what the number of each is; 0 is the agenda's own. */

/** Source: its next request is sent. */
export const ARRIVAL = 1;
/** Try: it reaches its server. */
export const REACH = 2;
/** Try: its server has worked it off. */
export const DONE = 3;
/** Try: its answer, or its failure, reaches the gateway. */
export const ANSWER = 4;
/** Try that stands for a worker: the worker's pause is over. */
export const WORKER_FREE = 5;
/** Lane of time-outs of tries. */
export const TRY_TIMERS = 6;
/** Lane of deadlines of requests. */
export const DEADLINES = 7;
/** Request: its client tries again. */
export const CLIENT_RETRY = 8;
/** Upstream of a node: active probes are due. */
export const PROBES_DUE = 9;
/** Probe: its result is there. */
export const PROBE_RESULT = 10;
/** A second is over. */
export const SECOND = 11;
