import { render } from 'preact';
import { App } from './app/app.tsx';
import './style/base.css';
import './style/panels.css';
import './style/map.css';

const root = document.getElementById('app');
if (root) render(<App />, root);
