import { useEffect, useLayoutEffect, useRef, type CSSProperties, type ReactNode } from 'react';
import type { KioskIntent } from '../../main/contract/intent.ts';
import type { KioskView } from '../../main/contract/view.ts';
import { BankPicture } from './bank-picture.tsx';
import { CountdownRing } from './countdown.tsx';
import { EntryField } from './entry-field.tsx';
import { ItemButton } from './item-button.tsx';
import { Keys } from './keys.tsx';
import { FactTable } from './fact-table.tsx';
import { SignaturePad } from './signature-pad.tsx';
import { ProbePart } from './probe.tsx';
import { Spoken } from './spoken.tsx';
import { useKeyboard } from './use-keyboard.ts';

/** One view as a screen: what is happening at the top, what can be touched within reach. */
export interface ScreenProps {
  readonly view: KioskView;
  readonly act: (intent: KioskIntent) => void;
}

export function Screen({ view, act }: ScreenProps): ReactNode {
  const title = useRef<HTMLHeadingElement>(null);
  const { appearance, brand } = view;

  useLayoutEffect(() => {
    document.documentElement.lang = view.locale;
    document.documentElement.dir = view.direction;
    document.documentElement.style.setProperty('--text', String(appearance.textSize / 100));
    document.documentElement.style.setProperty('--accent', brand.accent);
    document.documentElement.style.setProperty('--on-accent', brand.onAccent);
    document.documentElement.style.setProperty('--paper', brand.ground);
  }, [
    view.locale,
    view.direction,
    appearance.textSize,
    brand.accent,
    brand.onAccent,
    brand.ground,
  ]);

  // A new screen is read from its title on.
  useEffect(() => title.current?.focus({ preventScroll: true }), [view.number]);

  // Lists scroll; what the keypad stands on is always seen.
  useEffect(() => {
    if (view.focus === null) return;
    document.querySelector('[data-focused]')?.scrollIntoView({ block: 'nearest' });
  }, [view.focus, view.number]);

  const press = (item: string): void => act({ type: 'press', view: view.number, item });
  const key = (pressed: string): void => act({ type: 'key', view: view.number, key: pressed });
  useKeyboard(view.field, key);
  const choices = view.items.filter((item) => item.role === 'choice');
  const primary = view.items.find((item) => item.emphasis === 'primary');
  const actions = view.items.filter((item) => item.role !== 'choice');

  if (view.probe?.kind === 'colour')
    return (
      <div className="screen" data-screen={view.screen} data-number={view.number}>
        <ProbePart
          key={view.probe.colour}
          probe={view.probe}
          title={primary?.label.text ?? view.title.text}
          press={press}
        />
      </div>
    );

  return (
    <div
      className="screen"
      data-screen={view.screen}
      data-number={view.number}
      data-mood={view.mood}
      data-contrast={appearance.highContrast ? 'high' : 'plain'}
      data-controls={appearance.lowControls ? 'low' : 'plain'}
      data-behind={brand.background !== null}
      data-large={appearance.textSize > 125}
      style={
        brand.background ? ({ '--behind': `url("${brand.background}")` } as CSSProperties) : {}
      }
      onPointerDown={(event) => {
        if (!(event.target as Element).closest('button, .signature'))
          act({ type: 'activity', view: view.number });
      }}
    >
      <header className="brand-bar">
        {brand.logo && <img className="logo" src={brand.logo} alt="" />}
        <span className="bank-name">{brand.bankName}</span>
        {view.offline && <span className="offline">{view.offline.text}</span>}
        <time className="clock">{view.time}</time>
      </header>
      <main className="stage" key={view.screen}>
        <div className="message">
          {view.locker !== null && (
            <div className="locker-number" aria-hidden="true">
              {view.locker}
            </div>
          )}
          <h1 ref={title} tabIndex={-1}>
            {view.title.text}
          </h1>
          {view.lines.map((line) => (
            <p
              key={line.id}
              className={`line line-${line.role}`}
              role={line.role === 'status' || line.role === 'error' ? 'status' : undefined}
            >
              {line.text.text}
            </p>
          ))}
          {view.rows.length > 0 && <FactTable rows={view.rows} focus={view.focus} />}
          {view.field && <EntryField field={view.field} />}
        </div>
        {view.picture && <BankPicture picture={view.picture} press={press} focus={view.focus} />}
        {view.probe && <ProbePart probe={view.probe} title={view.title.text} press={press} />}
      </main>
      <section
        className="controls"
        style={{ '--choices': Math.max(1, choices.length) } as CSSProperties}
      >
        {view.countdown && <CountdownRing countdown={view.countdown} />}
        {view.signature && (
          <SignaturePad
            signature={view.signature}
            draw={(points) =>
              act({ type: 'stroke', view: view.number, points: points.map(([x, y]) => [x, y]) })
            }
          />
        )}
        {view.field && <Keys field={view.field} focus={view.focus} press={key} />}
        {choices.length > 0 && (
          <div className="choices">
            {choices.map((item) => (
              <ItemButton key={item.id} item={item} focus={view.focus} press={press} />
            ))}
          </div>
        )}
        <div className="actions">
          {actions.map((item) => (
            <ItemButton key={item.id} item={item} focus={view.focus} press={press} />
          ))}
        </div>
      </section>
      <nav className="tools">
        {view.tools.map((item) => (
          <ItemButton key={item.id} item={item} focus={view.focus} press={press} />
        ))}
        {view.faultCode && <span className="fault-code">{view.faultCode}</span>}
      </nav>
      <Spoken audio={view.audio} />
    </div>
  );
}
