// Loaded into a measured process: at its end, what it has used, as one line into a file.
import { writeFileSync } from 'node:fs';
import process from 'node:process';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, maxRssMiB: maxRSS / 1024 };
  writeFileSync(process.env['BALLAST_USAGE_FILE'], JSON.stringify(usage));
});
