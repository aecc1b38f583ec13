import { openSync, read, writeSync } from 'node:fs';
import type { HidFirmware } from '../../hardware/simulator/memory-hid.ts';

/**
 * A simulated HID device as a device of the kernel's own, by `/dev/uhid` (linux/uhid.h: a record of a
 * type and a packed union, 4376 bytes). It is plugged in when this is called and pulled when the
 * process dies: the kernel then takes the device away.
 */
const EVENT_BYTES = 4_376;
const TYPE = {
  output: 6,
  getReport: 9,
  getReportReply: 10,
  create2: 11,
  input2: 12,
  setReport: 13,
  setReportReply: 14,
} as const;
const BUS_USB = 3;
const EIO = 5;
/** Where the parts of an event stand, behind its type. */
const PART = {
  name: 4,
  uniq: 4 + 128 + 64,
  descriptorBytes: 4 + 128 + 64 + 64,
  descriptor: 4 + 128 + 64 + 64 + 20,
  longData: 4_096,
};

export function plugIn(firmware: HidFirmware): void {
  const uhid = openSync('/dev/uhid', 'r+');
  const send = (type: number, fill: (event: Buffer) => void): void => {
    const event = Buffer.alloc(EVENT_BYTES);
    event.writeUInt32LE(type, 0);
    fill(event);
    writeSync(uhid, event);
  };

  send(TYPE.create2, (event) => {
    const { vendorId, productId, serial, product } = firmware.device;
    const descriptor = firmware.reportDescriptor ?? new Uint8Array();
    event.write(product, PART.name, 127, 'latin1');
    event.write(serial, PART.uniq, 63, 'latin1');
    event.writeUInt16LE(descriptor.length, PART.descriptorBytes);
    event.writeUInt16LE(BUS_USB, PART.descriptorBytes + 2);
    event.writeUInt32LE(vendorId, PART.descriptorBytes + 4);
    event.writeUInt32LE(productId, PART.descriptorBytes + 8);
    event.set(descriptor, PART.descriptor);
  });
  firmware.attach((report) =>
    send(TYPE.input2, (event) => {
      event.writeUInt16LE(report.length, 4);
      event.set(report, 6);
    }),
  );

  /** The kernel waits for these answers; the number of the report stands first in the data, also 0. */
  function answer(event: Buffer): void {
    const id = event.readUInt32LE(4);
    const number = event.readUInt8(8);
    if (event.readUInt32LE(0) === TYPE.getReport) {
      const report = firmware.getFeature(number);
      send(TYPE.getReportReply, (reply) => {
        reply.writeUInt32LE(id, 4);
        reply.writeUInt16LE(report ? 0 : EIO, 8);
        reply.writeUInt16LE(report ? report.length + 1 : 0, 10);
        reply.set([number, ...(report ?? [])], 12);
      });
    }
    if (event.readUInt32LE(0) === TYPE.setReport) {
      const data = event.subarray(12, 12 + event.readUInt16LE(10));
      const taken = firmware.setFeature(number, new Uint8Array(data.subarray(1)));
      send(TYPE.setReportReply, (reply) => {
        reply.writeUInt32LE(id, 4);
        reply.writeUInt16LE(taken ? 0 : EIO, 8);
      });
    }
    if (event.readUInt32LE(0) === TYPE.output) {
      const size = event.readUInt16LE(4 + PART.longData);
      firmware.setOutput?.(event.readUInt8(4), new Uint8Array(event.subarray(5, 4 + size)));
    }
  }

  function listen(): void {
    const event = Buffer.alloc(EVENT_BYTES);
    // Blocks a thread until the kernel asks for something; only SIGKILL ends such a process.
    read(uhid, event, 0, EVENT_BYTES, null, (error) => {
      if (error) throw error;
      answer(event);
      listen();
    });
  }
  listen();
}
