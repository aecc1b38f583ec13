import { MAX_SCAN } from '../scans.ts';
import type { PosLayout } from './layout.ts';

/** One Scanned Data Report, by its layout. Pure. */
export interface PosReport {
  readonly aim: string | null;
  /** Latin-1. */
  readonly text: string;
  readonly vendorCodeId: number | null;
  readonly continued: boolean;
}

/** Null for another report of the same device, and for one whose length cannot be. */
export function readPosReport(layout: PosLayout, report: Uint8Array): PosReport | null {
  if (layout.reportId !== 0 && report[0] !== layout.reportId) return null;
  if (report.length < layout.reportBytes) return null;
  const length = report[layout.count] ?? 0;
  const [start, most] = layout.data;
  if (length > most) return null;
  const aim = layout.aim?.map((at) => String.fromCharCode(report[at] ?? 0)).join('') ?? null;
  return {
    aim: aim !== null && /^\][A-Za-z][0-9A-Za-z]$/.test(aim) ? aim : null,
    text: Buffer.from(report.subarray(start, start + length)).toString('latin1'),
    vendorCodeId: layout.vendorCodeId === null ? null : (report[layout.vendorCodeId] ?? null),
    continued: ((report[layout.continued.byte] ?? 0) & (1 << layout.continued.bit)) !== 0,
  };
}

/** A scan that is not whole yet. */
export interface PosMessage {
  readonly aim: string | null;
  readonly text: string;
}

/** Adds a report to what came before it; `whole` when it was the last one. */
export function joinPosReport(
  held: PosMessage | null,
  report: PosReport,
): { readonly held: PosMessage | null; readonly whole: PosMessage | null } {
  // Another symbology: the last report of the one before it was lost, and it cannot be read.
  const before = held && held.aim === report.aim ? held : null;
  const message = {
    aim: report.aim,
    // Beyond the longest label only the fact that it is too long is kept.
    text: ((before?.text ?? '') + report.text).slice(0, MAX_SCAN + 1),
  };
  return report.continued ? { held: message, whole: null } : { held: null, whole: message };
}
