// Styles of every page first: what a component says comes after and wins.
import './ui/tokens.css'
import './ui/base.css'
import './ui/layout.css'
import './ui/status.css'
import './ui/rows.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'

const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<App />)
