/** The boot keyboard of the HID class definition (1.11, appendix B.1): eight bytes, no report number. */
export const keyboardDescriptor = Uint8Array.from(
  Buffer.from(
    // Modifiers, one reserved byte, five lights out, six keys at most that are down.
    '05010906a101050719e029e71500250175019508810295017508810195057501050819012905910295017503910195067508150026ff000507190029ff8100c0',
    'hex',
  ),
);
