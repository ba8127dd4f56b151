/** The tags of generated entities; what they mean is said where they are defined. */

export { BASE_TAG, UPSTREAMS_TAG } from '../model/tags.ts';
