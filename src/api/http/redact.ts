/** Takes secrets out of a text that goes to a log, by their form: whoever wrote it may not know. */

const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/ballast_[\w-]{8,}/g, 'ballast_…'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, 'JWT…'],
  [/\b(bearer|basic)\s+[\w.~+/=-]+/gi, '$1 …'],
  [/(\w+:\/\/)[^\s/@]*@/g, '$1…@'],
  [/([?&][\w-]*(?:token|key|secret|password|signature)[\w-]*=)[^&\s]+/gi, '$1…'],
];

export function withoutSecrets(text: string): string {
  return SECRETS.reduce((rest, [form, instead]) => rest.replaceAll(form, instead), text);
}
