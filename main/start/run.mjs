import { spawn } from 'node:child_process';
import { compiled, findNode, installPackages, root } from './setup.mjs';

/** `node main/start/run.mjs FILE.ts …`: runs a program of the project under the Node that it needs. */
installPackages();
const child = spawn(findNode(), process.argv.slice(2), {
  cwd: root,
  env: { ...compiled, ...process.env },
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
