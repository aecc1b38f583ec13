/**
 * MUTANTS: what somebody could break in the audio interface without noticing. Each is one change of the
 * source; the suites beside it must fail on it, or they do not bite.
 */
export interface Mutant {
  readonly what: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly from: string;
  readonly to: string;
  readonly suites: readonly string[];
}

const AUDIO = 'main/audio';
const parity = ['test/audio/parity.test.ts'];
const plan = ['test/audio/plan.test.ts'];
const keys = ['test/audio/keys.test.ts'];
const jack = ['test/audio/jack.test.ts'];
const patience = ['test/audio/patience.test.ts'];
const privacy = ['test/audio/private.test.ts'];
const listening = ['test/story/listening.test.ts'];

export const mutants: readonly Mutant[] = [
  {
    what: 'the label of a choice is not said',
    file: `${AUDIO}/stop-words.ts`,
    from: '[item.label, ...item.details].map',
    to: '[...item.details].map',
    suites: parity,
  },
  {
    what: 'the details of a choice are not said',
    file: `${AUDIO}/stop-words.ts`,
    from: '[item.label, ...item.details].map',
    to: '[item.label].map',
    suites: parity,
  },
  {
    what: 'a fact is said without its value',
    file: `${AUDIO}/stop-words.ts`,
    from: '[heard(row.label, locale), heard(row.value, locale)]',
    to: '[heard(row.label, locale)]',
    suites: parity,
  },
  {
    what: 'buttons and tools change places',
    file: 'main/contract/stops.ts',
    from: `    ...buttons.map((item) => itemStop(item, 'item')),
    ...view.tools.map((item) => itemStop(item, 'tool')),`,
    to: `    ...view.tools.map((item) => itemStop(item, 'tool')),
    ...buttons.map((item) => itemStop(item, 'item')),`,
    suites: parity,
  },
  {
    what: 'no key stops at the tools',
    file: 'main/contract/stops.ts',
    from: `    ...view.tools.map((item) => itemStop(item, 'tool')),\n`,
    to: '',
    suites: parity,
  },
  {
    what: 'a button is there for fingers only',
    file: 'renderer/components/screen.tsx',
    from: '<nav className="tools">',
    to: '<nav className="tools"><button type="button" data-item="more">OK</button>',
    suites: parity,
  },
  {
    what: 'the screen says more than is said',
    file: 'renderer/components/screen.tsx',
    from: '{view.title.text}\n',
    to: '{view.title.text} Now!\n',
    suites: parity,
  },
  {
    what: 'a countdown is not said',
    file: `${AUDIO}/plan.ts`,
    from: '...(view.countdown\n',
    to: '...(view.countdown && view.number < 0\n',
    suites: parity,
  },
  {
    what: 'lit lockers are not said',
    file: `${AUDIO}/plan.ts`,
    from: 'lit.length > 0',
    to: 'lit.length > 999',
    suites: parity,
  },
  {
    what: 'an error in a field is not said',
    file: `${AUDIO}/plan.ts`,
    from: 'if (error === null || ',
    to: 'if (error !== null || ',
    suites: [...parity, ...plan],
  },
  {
    what: 'choices are counted from nought',
    file: `${AUDIO}/stop-words.ts`,
    from: 'stop.id) + 1, of:',
    to: 'stop.id), of:',
    suites: plan,
  },
  {
    what: 'hints never fade',
    file: `${AUDIO}/plan.ts`,
    from: 'const HINT_USES = 3;',
    to: 'const HINT_USES = 300;',
    suites: plan,
  },
  {
    what: 'languages are offered in the voice of another',
    file: `${AUDIO}/stop-words.ts`,
    from: '(each) => each === named) ?? locale',
    to: '(each) => each === named && false) ?? locale',
    suites: plan,
  },
  {
    what: 'names are said on a speaker',
    file: `${AUDIO}/stop-words.ts`,
    from: 'about.private || !personal',
    to: 'about.private || personal || !personal',
    suites: [...plan, ...privacy],
  },
  {
    what: 'a digit of a PIN is said',
    file: `${AUDIO}/plan.ts`,
    from: "  if (field.secret) return [told('audio.typed.secret', locale, values)]",
    to: "  if (values.n < 0) return [told('audio.typed.secret', locale, values)]",
    suites: [...plan, ...privacy],
  },
  {
    what: 'nothing is personal',
    file: `${AUDIO}/saying.ts`,
    from: "return key === '' ||",
    to: "return key === '?' &&",
    suites: [...plan, ...privacy],
  },
  {
    what: 'a key cuts a safety line',
    file: `${AUDIO}/saying.ts`,
    from: "['opening.body']",
    to: '[]',
    suites: keys,
  },
  {
    what: 'time runs while something is being said',
    file: `${AUDIO}/patience.ts`,
    from: 'if (speaking) return',
    to: 'if (speaking && seen === -1) return',
    suites: patience,
  },
  {
    what: 'nobody is warned in time',
    file: `${AUDIO}/patience.ts`,
    from: 'const WARNING = 30;',
    to: 'const WARNING = 5;',
    suites: patience,
  },
  {
    what: 'whoever listens is waited for no longer than others',
    file: `${AUDIO}/patience.ts`,
    from: 'Math.max(LEAST, TIMES * seen, entry ? ENTRY : 0)',
    to: 'Math.max(seen, entry ? ENTRY : 0, 0 * LEAST * TIMES)',
    suites: patience,
  },
  {
    what: 'a step of volume is 12 dB',
    file: `${AUDIO}/loudness.ts`,
    from: 'const STEP_DB = 3;',
    to: 'const STEP_DB = 12;',
    suites: patience,
  },
  {
    what: 'a key does not silence what is being said',
    file: `${AUDIO}/run-audio.ts`,
    from: "if (action !== 'repeat') speaker.hush();",
    to: '',
    suites: keys,
  },
  {
    what: 'pulled headphones do not silence',
    file: `${AUDIO}/run-audio.ts`,
    from: 'silence: () => speaker.silence(),',
    to: 'silence: () => undefined,',
    suites: jack,
  },
  {
    what: 'a session that was left is not ended',
    file: `${AUDIO}/run-audio.ts`,
    from: "safeEnd: () => leave('end'),",
    to: 'safeEnd: () => undefined,',
    suites: jack,
  },
  {
    what: 'whoever plugs in late goes on without their badge',
    file: `${AUDIO}/run-audio.ts`,
    from: "askAgain: () => leave('again'),",
    to: 'askAgain: () => undefined,',
    suites: jack,
  },
  {
    what: 'the next person finds the volume of the one before',
    file: `${AUDIO}/run-audio.ts`,
    from: 'hearing = plainHearing;\n    hints',
    to: 'hints',
    suites: jack,
  },
  {
    what: 'clips of the person stay in memory',
    file: `${AUDIO}/run-audio.ts`,
    from: 'voice.forget();',
    to: '',
    suites: [...jack, ...privacy],
  },
  {
    what: 'a door opens before its place was said',
    file: `${AUDIO}/run-audio.ts`,
    from: "return isOn() || state().matches('frozen') ? gate.wait() : null;",
    to: 'return null;',
    suites: [...jack, ...listening],
  },
  {
    what: 'nothing ticks at the open door',
    file: `${AUDIO}/run-audio.ts`,
    from: 'beacon.watch(locker);',
    to: '',
    suites: listening,
  },
  {
    what: 'unplugging at the open door freezes the session',
    file: `${AUDIO}/machine.ts`,
    from: "{ guard: 'doorOpened', target: 'away', actions: 'silence' },",
    to: '',
    suites: [...jack, ...listening],
  },
];
