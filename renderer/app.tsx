import { Component, useEffect, useRef, useState, type ReactNode } from 'react';
import type { ScreenLink, ToEar } from '../main/contract/screen-link.ts';
import type { KioskView } from '../main/contract/view.ts';
import { Screen } from './components/screen.tsx';

interface AppProps {
  readonly link: ScreenLink;
  /** Takes what is to be heard; left out where nothing can be. */
  readonly hear?: (message: ToEar) => void;
}

/** Draws the newest view and sends back what the person does. It holds nothing else. */
export function App({ link, hear }: AppProps): ReactNode {
  const [view, setView] = useState<KioskView | null>(null);
  const painted = useRef(0);

  useEffect(
    () =>
      link.receive((message) => {
        if (message.type === 'ping') link.send({ type: 'pong', id: message.id });
        else if (message.type === 'view') setView(message.view);
        else hear?.(message);
      }),
    [link, hear],
  );

  useEffect(() => {
    if (!view || painted.current === view.number) return;
    painted.current = view.number;
    // The second frame begins when the first has been drawn.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => link.send({ type: 'painted', view: view.number })),
    );
  }, [link, view]);

  if (!view) return <div className="starting" aria-hidden="true" />;
  return (
    <Guard failed={(message) => link.send({ type: 'failed', message })}>
      <Screen view={view} act={(intent) => link.send({ type: 'intent', intent })} />
    </Guard>
  );
}

interface GuardProps {
  readonly failed: (message: string) => void;
  readonly children: ReactNode;
}

/** A component that throws is told to the kiosk, which shows the screen anew. */
class Guard extends Component<GuardProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true };
  }

  override componentDidCatch(error: Error): void {
    this.props.failed(error.message);
  }

  override render(): ReactNode {
    return this.state.broken ? null : this.props.children;
  }
}
