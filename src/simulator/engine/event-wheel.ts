/**
 * Events of the next 128 ms: a wheel of short stretches of time, each with a list of its events in
 * order. At the rates simulated a stretch holds a few events, so that putting one in and taking one
 * out costs the same however many there are, without the guesses of a walk through a heap. Events
 * are used again, so that none allocates.
 */

/** A stretch is half a millisecond. */
const PLACES_PER_MS = 2;
const PLACES = 256;
const PLACE_MASK = PLACES - 1;
/** One bit for each place, in words of 32. */
const WORDS = PLACES / 32;

class WheelEvent {
  atMs = Number.NaN;
  order = 0;
  payload = 0;
  /** The next of the same place, or the next that is free. */
  next: WheelEvent = this;
}

export class EventWheel {
  /** Time of the first event; `Infinity` when there is none. */
  headMs = Infinity;
  size = 0;
  /** Place of the first event. */
  #head = 0;
  /** Nothing lies before this stretch; counted from time 0. */
  #now = 0;
  /** Stands at the end of every list, later than all. */
  readonly #end = new WheelEvent();
  /** First event of each place. */
  readonly #firsts: WheelEvent[];
  /** The places that have events. */
  readonly #taken = new Int32Array(WORDS);
  #free = this.#end;

  constructor() {
    this.#end.atMs = Infinity;
    this.#firsts = Array.from({ length: PLACES }, () => this.#end);
  }

  /** Of the first event, when there is one. */
  headOrder(): number {
    return this.#first(this.#head).order;
  }

  /** `false` when it lies beyond the wheel, or before now: it was not taken. */
  push(atMs: number, order: number, payload: number): boolean {
    const stretch = Math.floor(atMs * PLACES_PER_MS);
    const ahead = stretch - this.#now;
    if (!(ahead >= 0 && ahead < PLACES)) return false;
    const place = stretch & PLACE_MASK;
    const event = this.#take();
    event.atMs = atMs;
    event.order = order;
    event.payload = payload;
    this.#insert(event, place);
    this.size += 1;
    if (atMs < this.headMs) {
      this.headMs = atMs;
      this.#head = place;
    }
    return true;
  }

  /** Takes the first event; only when there is one. */
  pop(): number {
    const place = this.#head;
    const event = this.#first(place);
    const { next, payload } = event;
    this.#firsts[place] = next;
    event.next = this.#free;
    this.#free = event;
    this.size -= 1;
    this.#now += (place - this.#now) & PLACE_MASK;
    if (next !== this.#end) this.headMs = next.atMs;
    else this.#leave(place);
    return payload;
  }

  /** An event elsewhere was taken, before all that are here. */
  advance(nowMs: number): void {
    const stretch = Math.floor(nowMs * PLACES_PER_MS);
    if (stretch > this.#now) this.#now = stretch;
  }

  #first(place: number): WheelEvent {
    return this.#firsts[place] ?? this.#end;
  }

  #take(): WheelEvent {
    const event = this.#free;
    if (event === this.#end) return new WheelEvent();
    this.#free = event.next;
    return event;
  }

  /** Behind all that are not later: of equal times the one that came first stays in front. */
  #insert(event: WheelEvent, place: number): void {
    const { atMs } = event;
    const first = this.#first(place);
    if (first.atMs <= atMs) {
      let previous = first;
      while (previous.next.atMs <= atMs) previous = previous.next;
      event.next = previous.next;
      previous.next = event;
      return;
    }
    event.next = first;
    this.#firsts[place] = event;
    this.#taken[place >>> 5] = (this.#taken[place >>> 5] ?? 0) | (1 << (place & 31));
  }

  /** A place is empty: the first event is now in the next one that is not. */
  #leave(place: number): void {
    const taken = this.#taken;
    let word = place >>> 5;
    taken[word] = (taken[word] ?? 0) & ~(1 << (place & 31));
    if (this.size === 0) {
      this.headMs = Infinity;
      return;
    }
    // Places before this one come last, a turn later.
    let bits = (taken[word] ?? 0) & (-1 << (place & 31));
    while (bits === 0) {
      word = (word + 1) & (WORDS - 1);
      bits = taken[word] ?? 0;
    }
    const head = word * 32 + 31 - Math.clz32(bits & -bits);
    this.#head = head;
    this.headMs = this.#first(head).atMs;
  }
}
