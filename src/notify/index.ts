export { createNotifier, type Notifier } from './notifier.ts';
export { sendTests, type TestResult } from './send-test.ts';
