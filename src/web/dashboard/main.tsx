/** Entry of the dashboard. */
import { render } from 'preact';
import { App } from './app.tsx';
import './style/tokens.css';
import './style/base.css';
import './style/parts.css';
import './style/signs.css';
import './style/pages.css';

const root = document.getElementById('app');
if (root !== null) render(<App />, root);
