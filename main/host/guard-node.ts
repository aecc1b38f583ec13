/** better-sqlite3 needs Node-API 10: an older Node ends in a crash without a word. */
const NAPI_NEEDED = 10;

export function guardNode(): void {
  if (Number(process.versions['napi'] ?? 0) >= NAPI_NEEDED) return;
  process.stderr.write(
    `restante: Node ${process.version} is too old; start with "npm start", which brings its own\n`,
  );
  process.exit(2);
}
