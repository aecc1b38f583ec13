import type { KeypadAction } from '../../main/base/keypad.ts';

/** A model of keypad as data: what its keys mean and what else it has. */
export interface KeypadProfile {
  /** For the service menu. */
  readonly label: string;
  /** The document that this comes from, and what of it is not in any document. */
  readonly source: string;
  /** Names of keys (`main/base/key-name.ts`) and what each means. */
  readonly keys: Readonly<Record<string, KeypadAction>>;
  /** Keys that the device presses itself when headphones go in and out; null where it cannot sense it. */
  readonly jack: JackKeys | null;
  /** The sound card inside it, by vendor and product; null where it has none. */
  readonly sound: { readonly vendorId: string; readonly productId: string } | null;
}

export interface JackKeys {
  readonly in: string;
  readonly out: string;
}

/** What a cabinet file says of one keypad; its own keys come on top of the profile's. */
export interface KeypadConfig<Profile extends string = string> {
  readonly id: string;
  /** `learnt`: nothing but `keys`. */
  readonly profile: Profile | 'learnt';
  readonly keys?: Readonly<Record<string, KeypadAction>> | undefined;
  readonly jack?: JackKeys | undefined;
}

const NOTHING: KeypadProfile = {
  label: 'Learnt keys',
  source: 'learnt at the kiosk, key by key',
  keys: {},
  jack: null,
  sound: null,
};

/** The profile as it counts at this kiosk. */
export function profileAt<Profile extends string>(
  { profile, keys, jack }: KeypadConfig<Profile>,
  profiles: Readonly<Record<Profile, KeypadProfile>>,
): KeypadProfile {
  const model = profile === 'learnt' ? NOTHING : profiles[profile];
  return { ...model, keys: { ...model.keys, ...keys }, jack: jack ?? model.jack };
}
