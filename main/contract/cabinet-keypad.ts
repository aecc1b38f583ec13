import { z } from 'zod';
import { keyOf } from '../base/key-name.ts';
import { keypadActions, keypadProfileNames } from '../base/keypad.ts';
import { usbDeviceSchema } from './cabinet-hid.ts';
import { deviceId } from './cabinet-port.ts';

/** The keypad section of a cabinet file: which one it is, on which USB port, and what its keys mean. */
const NO_KEY = 'must be the name of a key such as "F20", "Numpad5" or "Control+KeyQ"';
const keyNameSchema = z.string().refine((name) => keyOf(name) !== null, NO_KEY);

export const keypadSchema = z
  .strictObject({
    id: deviceId,
    protocol: z
      .literal('boot-keyboard')
      .describe('A USB keypad that reports its keys as a keyboard does'),
    device: usbDeviceSchema,
    profile: z
      .enum([...keypadProfileNames, 'learnt'])
      .describe('The model; learnt: only what stands in keys'),
    keys: z
      .record(z.string(), z.enum(keypadActions))
      .superRefine((keys, { addIssue }) => {
        for (const name of Object.keys(keys))
          if (keyOf(name) === null) addIssue({ code: 'custom', path: [name], message: NO_KEY });
      })
      .optional()
      .describe('What single keys mean, by name, on top of the model'),
    jack: z
      .strictObject({ in: keyNameSchema, out: keyNameSchema })
      .refine((jack) => jack.in !== jack.out, 'in and out must be two keys')
      .optional()
      .describe(
        'Keys that the keypad itself presses when headphones are plugged in and pulled out',
      ),
  })
  .refine(
    ({ profile, keys }) => {
      const actions = Object.values(keys ?? {});
      return profile !== 'learnt' || (actions.includes('next') && actions.includes('select'));
    },
    { path: ['keys'], error: 'a learnt keypad needs at least a key for next and one for select' },
  );
