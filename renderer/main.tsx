import { createRoot } from 'react-dom/client';
import '@fontsource-variable/atkinson-hyperlegible-next';
import '@fontsource-variable/noto-sans-arabic';
import './styles/base.css';
import './styles/screen.css';
import './styles/controls.css';
import './styles/hall.css';
import './styles/picture.css';
import './styles/standing.css';
import './styles/entry.css';
import { App } from './app.tsx';
import { electronLink } from './link/electron-link.ts';
import { webSocketLink } from './link/web-socket-link.ts';
import { keepToTheScreen } from './keep-to-the-screen.ts';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root');
keepToTheScreen(document);
createRoot(root).render(<App link={electronLink() ?? webSocketLink(location)} />);
