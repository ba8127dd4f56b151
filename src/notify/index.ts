export { createNotifier, type Notifier } from './notifier.ts';
export { sendTests } from './send-test.ts';
