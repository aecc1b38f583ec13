import manifest from '../../package.json' with { type: 'json' };

/** This program's version, for the records. */
export const SOFTWARE = `restante ${manifest.version}`;
