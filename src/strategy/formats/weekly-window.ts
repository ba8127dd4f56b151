/** Times of the week. */

import { parseWeeklyWindow } from '../../lib/weekly-window.ts';
import type { Format } from './format.ts';
import { show } from './format.ts';

export const WINDOW_FORMAT: Format = {
  expects: {
    en: 'a time of the week such as mon-fri 08:00-18:00 Europe/Amsterdam',
    nl: 'een tijd in de week, zoals mon-fri 08:00-18:00 Europe/Amsterdam',
  },
  type: 'time of the week',
  pattern: String.raw`^([a-z]{3}(-[a-z]{3})? )?\d{2}:\d{2}-\d{2}:\d{2} [A-Za-z0-9_+/-]+$`,
  examples: ['mon-fri 08:00-18:00 Europe/Amsterdam', '22:00-06:00 UTC'],
  explain: (value) => {
    if (typeof value === 'string' && parseWeeklyWindow(value) !== null) return null;
    return {
      code: 'BLS1217',
      message: `${show(value)} is not a time of the week`,
      fix: 'write days (or none for all), from-to and a time zone: mon-fri 08:00-18:00 Europe/Amsterdam',
      inDutch: {
        message: `${show(value, 'nl')} is geen tijd in de week`,
        fix: 'schrijf dagen in het Engels (of geen, voor alle), van-tot en een tijdzone: mon-fri 08:00-18:00 Europe/Amsterdam',
      },
    };
  },
};
