import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A screen of 1080 × 1920 in memory, with a window manager, for windows of real programs. */
export interface Display {
  readonly name: string;
  close(): void;
}

export const hasDisplayServer = existsSync('/usr/bin/Xvfb') && existsSync('/usr/bin/openbox');

export async function openDisplay(size = '1080x1920x24'): Promise<Display> {
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-ac'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const name = await new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    server.stdio[3]?.once('data', (bytes: Buffer) => resolve(`:${bytes.toString().trim()}`));
  });
  const manager: ChildProcess = spawn('openbox', [], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: name },
  });
  manager.on('error', () => undefined);
  return {
    name,
    close() {
      manager.kill('SIGKILL');
      server.removeAllListeners('exit');
      server.kill('SIGKILL');
    },
  };
}
