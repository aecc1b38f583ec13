import { readFileSync, statSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';

/** The built screen as files, and the headers under which they are shown. */
export interface PageFile {
  readonly body: Buffer;
  readonly type: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** A file of the folder; null for anything outside it, of an unknown kind, or not there. */
export function pageFile(folder: string, urlPath: string): PageFile | null {
  const decoded = decodedPath(urlPath);
  if (decoded === null) return null;
  const path = join(folder, normalize(decoded === '/' ? '/index.html' : decoded));
  const type = TYPES[extname(path)];
  if (type === undefined || !path.startsWith(folder + sep)) return null;
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return null;
  return { body: readFileSync(path), type };
}

/** Where a request goes; a line that is no URL goes nowhere. */
export function requestUrl(request: { readonly url?: string | undefined }): URL {
  const base = 'http://localhost';
  return URL.parse(request.url ?? '/', base) ?? new URL('/nowhere', base);
}

/** Null for a path that is no text (`%E0%A4`) or that no file can have. */
function decodedPath(urlPath: string): string | null {
  try {
    const decoded = decodeURIComponent(urlPath);
    return decoded.includes('\0') ? null : decoded;
  } catch {
    return null;
  }
}

/** Nothing but the page's own files, and the one connection to the kiosk. */
export function securityHeaders(connect: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "font-src 'self'",
      "img-src 'self' data:",
      `connect-src ${connect}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
    'cache-control': 'no-store',
  };
}
