import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { cannedServer } from './testing/canned-server.ts'

// `PERIGEE_CANNED=broken vite` draws the pages from canned answers; else /api goes to a running console.
const canned = process.env.PERIGEE_CANNED
const console7400 = process.env.PERIGEE_ORIGIN ?? 'http://127.0.0.1:7400'

export default defineConfig({
  plugins: [react(), ...(canned === undefined ? [] : [cannedServer(canned)])],
  build: {
    outDir: 'dist',
    target: 'es2023',
    sourcemap: false,
    // Small files stay files: `data:` URLs would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'charts',
              test: /node_modules[\\/](\.pnpm[\\/])?(recharts|d3-|victory-vendor|@reduxjs|redux|react-redux|immer|reselect|es-toolkit|decimal)/,
              priority: 20,
            },
            {
              name: 'react',
              test: /node_modules[\\/](\.pnpm[\\/])?(react|react-dom|scheduler|use-sync-external-store|clsx)[@\\/]/,
              priority: 30,
            },
          ],
        },
      },
    },
  },
  server: { host: '127.0.0.1', proxy: { '/api': console7400, '/healthz': console7400 } },
})
