import { explainFrame, isFrameProtocol } from './inspector.ts';

interface Named {
  readonly id: string;
  readonly protocol: string;
}

/** A frame of one of the cabinet's buses in one line of words, for the service menu. */
export function frameInWords(
  cabinet: { readonly buses: readonly Named[] },
  device: string,
  hex: string,
): string {
  const protocol = cabinet.buses.find(({ id }) => id === device)?.protocol ?? '';
  if (!isFrameProtocol(protocol)) return 'No words for this protocol';
  const bytes = Uint8Array.from(hex.split(' '), (byte) => Number.parseInt(byte, 16));
  const { kind, fields, problems } = explainFrame(protocol, bytes);
  const parts = Object.entries(fields).map(([name, value]) => `${name} ${value}`);
  return [kind, ...parts, ...problems].join(' · ');
}
