import { namedLayouts, type PosLayout, type PosLayoutName } from './layout.ts';

/** What a HID POS scanner sends for one symbol: as many reports as the text needs, the last one unmarked. */
export function posReports(
  layoutName: PosLayoutName,
  aim: string,
  text: string,
): readonly Uint8Array[] {
  const layout: PosLayout = namedLayouts[layoutName];
  const [start, most] = layout.data;
  const data = Buffer.from(layout.aim === null ? aim + text : text, 'latin1');
  const reports: Uint8Array[] = [];
  for (let from = 0; from === 0 || from < data.length; from += most) {
    const part = data.subarray(from, from + most);
    const report = new Uint8Array(layout.reportBytes);
    report[0] = layout.reportId;
    report[layout.count] = part.length;
    layout.aim?.forEach((at, i) => {
      report[at] = aim.charCodeAt(i);
    });
    report.set(part, start);
    if (from + most < data.length) report[layout.continued.byte] = 1 << layout.continued.bit;
    reports.push(report);
  }
  return reports;
}
