import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, useEffect, useMemo } from 'react'
import { createClient } from '../api/client.ts'
import { followEvents } from '../api/live.ts'
import { watchConnection } from '../api/watch.ts'
import { followAnchors } from './anchors.ts'
import { usePresentation } from './presentation.ts'
import { Routes } from './routes.tsx'
import { Shell } from './shell.tsx'

export function App() {
  const client = useMemo(createClient, [])
  useEffect(() => watchConnection(client), [client])
  useEffect(() => followEvents(client), [client])
  useEffect(() => followAnchors(document), [])
  usePresentation()
  return (
    <StrictMode>
      <QueryClientProvider client={client}>
        <Shell>
          <Routes />
        </Shell>
      </QueryClientProvider>
    </StrictMode>
  )
}
