import type { Appearance } from '../contract/view.ts';
import type { KioskContext } from './kiosk-context.ts';
import { spokenLocales } from './messages.ts';
import { button, type ScreenItem } from './screen.ts';

/** The choices of the panels, and the tools that open them from any screen. */
export function adjustItems(look: Appearance): readonly ScreenItem[] {
  return [
    button('largerText', 'accessibility.larger', 'normal', 'larger'),
    button('smallerText', 'accessibility.smaller', 'normal', 'smaller'),
    {
      ...button('contrast', 'accessibility.contrast', 'normal', 'contrast'),
      role: 'toggle',
      on: look.highContrast,
    },
    {
      ...button('lowControls', 'accessibility.lowControls', 'normal', 'lower'),
      role: 'toggle',
      on: look.lowControls,
    },
  ];
}

export function languageItems(context: KioskContext): readonly ScreenItem[] {
  return context.settings.languages
    .filter((locale) => spokenLocales.includes(locale))
    .map((locale) => ({
      press: 'speak',
      arg: locale,
      role: 'toggle',
      label: { key: `language.${locale}` },
      emphasis: 'normal',
      on: locale === context.locale,
    }));
}

export function toolItems(context: KioskContext, atRest: boolean): readonly ScreenItem[] {
  const tool = (item: ScreenItem): ScreenItem => ({ ...item, role: 'tool' });
  const tools = [
    button('help', 'tool.help', 'quiet', 'help'),
    button('accessibility', 'tool.accessibility', 'quiet', 'accessibility'),
  ];
  if (languageItems(context).length > 1)
    tools.push(button('language', 'tool.language', 'quiet', 'language'));
  if (atRest) tools.push(button('signIn', 'tool.signIn', 'quiet', 'signIn'));
  return tools.map(tool);
}
