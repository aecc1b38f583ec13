import ar from '../../../assets/locales/ar.json' with { type: 'json' };
import de from '../../../assets/locales/de.json' with { type: 'json' };
import en from '../../../assets/locales/en.json' with { type: 'json' };
import es from '../../../assets/locales/es.json' with { type: 'json' };
import fr from '../../../assets/locales/fr.json' with { type: 'json' };
import type { Locale } from '../../contract/view.ts';

export const CATALOGUES: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  ...{ en, de, fr, es, ar },
};
