import type { Log } from '../base/log.ts';

/** The exit code of a program whose own reasoning failed; its supervisor starts it again. */
export const BROKEN = 70;

/**
 * An unexpected exception ends the process at once, after one line in the log: what it left behind
 * is settled by the next start. (Electron would show a dialog and live on.)
 */
export function crashOnly(log: Log): void {
  const end = (error: unknown): never => {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    log.error('the program failed and ends', { message, stack });
    process.stderr.write(`restante: failed: ${stack ?? message}\n`);
    process.exit(BROKEN);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
