import { spawn } from 'node:child_process';
import { compiled, root } from './setup.mjs';

/**
 * Programs that `npm start` runs beside itself. Each says one line `… ready {json}`; each ends when
 * its standard input closes, so none outlives this process, however it dies.
 */
const READY = / ready (\{.*\})$/m;

export function run(command, args, { env = {}, within = 60_000 } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...compiled, ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.on('error', () => undefined);
  const ready = new Promise((resolve, reject) => {
    let text = '';
    const late = setTimeout(() => reject(new Error('was not ready in time')), within);
    child.stdout.on('data', (bytes) => {
      text += String(bytes);
      const found = READY.exec(text);
      if (!found) return;
      clearTimeout(late);
      resolve(JSON.parse(found[1]));
      text = '';
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(Object.assign(new Error(`ended with ${code}`), { code }));
    });
  });
  ready.catch(() => undefined);
  return { child, ready };
}
