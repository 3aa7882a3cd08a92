import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/overlays.css';
import './styles/page.css';
import './styles/table.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import { App } from './app.tsx';
import { openSession } from './engine/connect.ts';
import { createQueryClient } from './engine/create-query-client.ts';
import { superviseConnection } from './engine/supervise-connection.ts';
import { createAppStore } from './state/app-state.tsx';

// The page's policy forbids compiling code from strings, which zod would try.
config({ jitless: true });

const connection = superviseConnection(openSession);
const store = createAppStore();
const queries = createQueryClient();

createRoot(document.querySelector('#root')!).render(
  <StrictMode>
    <App connection={connection} store={store} queries={queries} />
  </StrictMode>,
);
