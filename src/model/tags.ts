/**
 * Who owns which entity. decK (or whatever manages routes) selects `ballast-base`; Ballast owns what
 * carries `ballast-upstreams`. A decK sync that selected the upstreams too would write the weights of
 * its file over those that Ballast set, and delete targets it does not know.
 */

export const BASE_TAG = 'ballast-base';
export const UPSTREAMS_TAG = 'ballast-upstreams';
