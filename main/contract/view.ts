import { z } from 'zod';
import { strokesSchema } from './strokes.ts';

/**
 * What a person sees and hears. A session's state maps to one `KioskView`; React draws it and the
 * audio interface speaks it. All words are here, in the person's language: no text, choice or rule
 * lives in a component.
 */

export const localeSchema = z.enum(['en', 'de', 'fr', 'es', 'ar']);
export type Locale = z.infer<typeof localeSchema>;

/** A sentence and the catalogue key that it came from; the key is also the key of its recording. */
export const textSchema = z.object({ key: z.string(), text: z.string() });
export type Text = z.infer<typeof textSchema>;

export const lineSchema = z.object({
  id: z.string(),
  text: textSchema,
  /** `place` says where a locker is; `status` may change while the screen stays. */
  role: z.enum(['body', 'status', 'place', 'error']),
});
export type Line = z.infer<typeof lineSchema>;

export const itemSchema = z.object({
  id: z.string(),
  /** `choice`: one of several of a kind (a parcel); `button`: an action; `tool`: help, language, reach. */
  role: z.enum(['button', 'choice', 'tool', 'toggle']),
  label: textSchema,
  /** More about it, in reading order: sender, size, last digits. */
  details: z.array(textSchema),
  /** `primary` stands out; at most one in a view. `leave` is the way out by the person. */
  emphasis: z.enum(['primary', 'normal', 'leave', 'quiet']),
  icon: z.string().nullable(),
  /** For `toggle` only. */
  on: z.boolean().nullable(),
  /** The locker that this choice is about; drawn large. */
  locker: z.number().int().nullable(),
});
export type Item = z.infer<typeof itemSchema>;

/** Digits or letters that the person types; `shown` is masked already where it is a secret. */
export const fieldSchema = z.object({
  id: z.string(),
  label: textSchema,
  entry: z.enum(['digits', 'text']),
  secret: z.boolean(),
  shown: z.string(),
  length: z.number().int(),
  maxLength: z.number().int(),
  error: textSchema.nullable(),
  /** Which signs the keys of a text carry now; `lower`, `upper` and `signs` are keys as well. */
  layer: z.enum(['lower', 'upper', 'signs']),
  /** What the keys without a sign of their own are called. */
  names: z.object({
    correct: textSchema,
    accept: textSchema,
    space: textSchema,
    lower: textSchema,
    upper: textSchema,
    signs: textSchema,
  }),
});
export type Field = z.infer<typeof fieldSchema>;

/** One line of facts. What `state` says is also said by a word in `value`. */
export const rowSchema = z.object({
  id: z.string(),
  label: textSchema,
  value: textSchema,
  state: z.enum(['good', 'attention', 'bad']).nullable(),
});
export type Row = z.infer<typeof rowSchema>;

export const lockerStatusSchema = z.enum([
  'available',
  'reserved',
  'occupied',
  'expired',
  'outOfService',
]);
export type LockerStatus = z.infer<typeof lockerStatusSchema>;

/** What stands beside a status and on any of them. */
export const overlaySchema = z.enum([
  'dedicated',
  'accessible',
  'kept',
  'doorOpen',
  'fault',
  'unverified',
]);
export type Overlay = z.infer<typeof overlaySchema>;

export const doorStateSchema = z.enum(['open', 'closed', 'unknown']);

/** One box in the drawing of the bank; measures in cm from the floor and from the left edge. */
export const pictureLockerSchema = z.object({
  number: z.number().int(),
  x: z.number(),
  width: z.number(),
  bottom: z.number(),
  top: z.number(),
  door: doorStateSchema,
  lit: z.boolean(),
  accessible: z.boolean(),
  /** Only staff see statuses; the public's drawing says null. */
  status: lockerStatusSchema.nullable(),
  /** The status in a word; null with it. */
  statusText: textSchema.nullable(),
  /** For staff only: overlays, each a symbol in the drawing and a word for whoever hears it. */
  marks: z.array(z.object({ kind: overlaySchema, text: textSchema })),
  /** The press that touching this locker makes; null where the drawing only shows. */
  item: z.string().nullable(),
});
export type PictureLocker = z.infer<typeof pictureLockerSchema>;

/** A true drawing of this bank, from the cabinet file. */
export const bankPictureSchema = z.object({
  width: z.number(),
  height: z.number(),
  screen: z.object({ x: z.number(), width: z.number(), bottom: z.number(), top: z.number() }),
  lockers: z.array(pictureLockerSchema),
  /** `hero`: one locker matters; `map`: several do; `reader`: the badge reader calls; `idle`: nothing. */
  emphasis: z.enum(['hero', 'map', 'reader', 'idle']),
});
export type BankPicture = z.infer<typeof bankPictureSchema>;

export const countdownSchema = z.object({
  label: textSchema,
  seconds: z.number().int(),
  /** The length of the whole ring. */
  of: z.number().int(),
});
export type Countdown = z.infer<typeof countdownSchema>;

/** How this person wants the screen; forgotten when the session ends. */
export const appearanceSchema = z.object({
  /** Percent, 100 to 200 in steps of 25. */
  textSize: z.number().int().min(100).max(200),
  highContrast: z.boolean(),
  /** All controls in the lowest 45 % of the screen. */
  lowControls: z.boolean(),
});
export type Appearance = z.infer<typeof appearanceSchema>;

export const helpSchema = z.object({ title: textSchema, lines: z.array(textSchema) });

export const brandSchema = z.object({
  bankName: z.string(),
  /** Hex colours, checked against WCAG AA before they are accepted. */
  accent: z.string(),
  onAccent: z.string(),
  ground: z.string(),
  /** As `data:image/…`; the background only where it is shown. */
  logo: z.string().nullable(),
  background: z.string().nullable(),
});

/**
 * What the screen itself draws or sounds, so that somebody can judge it: a colour over all of it, a
 * tone from the speakers of the chassis, or a code to be photographed.
 */
export const probeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('colour'),
    colour: z.enum(['white', 'black', 'red', 'green', 'blue']),
    /** A touch anywhere presses this. */
    item: z.string(),
  }),
  z.object({
    kind: z.literal('tone'),
    side: z.enum(['left', 'right', 'both']),
    /** Part of the full amplitude, 0 to 1. */
    gain: z.number().min(0).max(1),
    /** Another number is another tone; the same is not sounded again. */
    nth: z.number().int(),
  }),
  z.object({ kind: z.literal('code'), text: z.string().min(1).max(1_200) }),
]);
export type Probe = z.infer<typeof probeSchema>;

/** A field to sign in with a finger, and what has been drawn there by now. */
export const signatureSchema = z.object({ label: textSchema, strokes: strokesSchema });
export type Signature = z.infer<typeof signatureSchema>;

/** What the screen shows for somebody who listens. */
export const viewAudioSchema = z.object({
  /** The words being spoken, when captions are wanted. */
  caption: z.string().nullable(),
  /** The person has drawn the curtain: the screen shows nothing of this view. */
  curtain: z.boolean(),
  /** The voice is out of order; null while it speaks. */
  outOfOrder: textSchema.nullable(),
});

export const kioskViewSchema = z.object({
  /** The number of this screen. An intent carries it; a tap on an older screen does nothing. */
  number: z.number().int().nonnegative(),
  /** Which screen it is, for layout and tests: `home`, `chooseParcel`, `takeParcel` … */
  screen: z.string(),
  /** `attract`: nobody is here; `problem`: something went wrong; `wait`: the kiosk works. */
  mood: z.enum(['attract', 'neutral', 'wait', 'good', 'problem']),
  locale: localeSchema,
  direction: z.enum(['ltr', 'rtl']),
  title: textSchema,
  lines: z.array(lineSchema),
  items: z.array(itemSchema),
  /** Facts in reading order; empty on most screens. */
  rows: z.array(rowSchema),
  field: fieldSchema.nullable(),
  signature: signatureSchema.nullable(),
  picture: bankPictureSchema.nullable(),
  probe: probeSchema.nullable(),
  /** The locker this screen is about: its number is drawn very large. */
  locker: z.number().int().nullable(),
  countdown: countdownSchema.nullable(),
  help: helpSchema,
  /** Language, accessibility, help, log in: the same on every screen, at its edge. */
  tools: z.array(itemSchema),
  appearance: appearanceSchema,
  brand: brandSchema,
  /** Local time as the kiosk shows it, already formatted, changes once a minute. */
  time: z.string(),
  /** For staff: a small mark in the corner. Null while the hub answers or none is configured. */
  offline: textSchema.nullable(),
  /** A short code in small print for the help desk. */
  faultCode: z.string().nullable(),
  /** Where the tactile keypad stands (`stops.ts`); null while nobody uses it. */
  focus: z.string().nullable(),
  /** Null while nobody listens. */
  audio: viewAudioSchema.nullable(),
});
export type KioskView = z.infer<typeof kioskViewSchema>;
