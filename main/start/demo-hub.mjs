import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { say } from './setup.mjs';

/**
 * The hub that comes with the demo: on this machine, with the demo's people. A kiosk needs none; when
 * this one does not start, the kiosk runs without it.
 */
export async function startDemoHub(node, dataDir, seedPath) {
  const adminToken = randomBytes(18).toString('base64url');
  const { child, ready } = run(
    node,
    ['cloud/hub.ts', '--data', join(dataDir, 'hub'), '--port', '0', '--with-parent'],
    { env: { RESTANTE_ADMIN_TOKEN: adminToken } },
  );
  try {
    const { hub } = await ready;
    const enrol = existsSync(join(dataDir, 'restante.db'))
      ? null
      : await prepare(hub, adminToken, seedPath);
    return { child, url: hub, enrol, page: `${hub}/?token=${adminToken}` };
  } catch (error) {
    say(`the demo's hub did not start (${error.message}); the kiosk runs without it`);
    child.kill();
    return null;
  }
}

/** A bank for the kiosk, its people, and the one-time code. */
async function prepare(hub, token, seedPath) {
  const ask = async (path, body) => {
    const response = await fetch(`${hub}/v1/admin/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const seed = seedPath ? JSON.parse(readFileSync(seedPath, 'utf8')) : {};
  const { bankId } = await ask('banks', { name: seed.settings?.bankName ?? 'Demo bank' });
  for (const department of seed.departments ?? [])
    await ask(`banks/${bankId}/directives`, { kind: 'department.put', payload: department });
  for (const { badges, ...contact } of seed.contacts ?? []) {
    await ask(`banks/${bankId}/directives`, { kind: 'contact.put', payload: contact });
    for (const [i, number] of (badges ?? []).entries())
      await ask(`banks/${bankId}/directives`, {
        kind: 'badge.put',
        payload: {
          id: `${contact.id}-badge-${i + 1}`,
          number,
          holder: { type: 'contact', id: contact.id },
          from: 0,
        },
      });
  }
  const { code } = await ask(`banks/${bankId}/enrolment`, {});
  return code;
}
