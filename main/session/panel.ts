import type { Appearance } from '../contract/view.ts';
import type { SessionEvent } from './events.ts';

/**
 * What lies over any screen when it is asked for: help, language, accessibility. The story under it
 * goes on, with its own waits.
 */
export const panelRegion = {
  id: 'panel',
  initial: 'closed',
  on: {
    'press.help': '.help',
    'press.accessibility': '.accessibility',
    'press.language': '.language',
  },
  states: {
    closed: { on: { 'press.closePanel': {} } },
    help: { entry: 'attendPanel', on: { 'press.closePanel': 'closed' } },
    accessibility: {
      entry: 'attendPanel',
      on: {
        'press.closePanel': 'closed',
        'press.largerText': { actions: 'adjust' },
        'press.smallerText': { actions: 'adjust' },
        'press.contrast': { actions: 'adjust' },
        'press.lowControls': { actions: 'adjust' },
      },
    },
    language: {
      entry: 'attendPanel',
      on: {
        'press.closePanel': 'closed',
        'press.speak': { guard: 'isOffered', target: 'closed', actions: 'speak' },
      },
    },
  },
} as const;

export const plainAppearance: Appearance = {
  textSize: 100,
  highContrast: false,
  lowControls: false,
};

/** Percent; the screen stays usable up to twice the plain size. */
const TEXT_STEP = 25;
const LARGEST = 200;

export function adjusted(look: Appearance, press: SessionEvent['type']): Appearance {
  switch (press) {
    case 'press.largerText':
      return { ...look, textSize: Math.min(LARGEST, look.textSize + TEXT_STEP) };
    case 'press.smallerText':
      return { ...look, textSize: Math.max(100, look.textSize - TEXT_STEP) };
    case 'press.contrast':
      return { ...look, highContrast: !look.highContrast };
    case 'press.lowControls':
      return { ...look, lowControls: !look.lowControls };
    default:
      return look;
  }
}
