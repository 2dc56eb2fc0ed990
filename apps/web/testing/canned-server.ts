import type { Plugin } from 'vite'

/** Development only: answers /api from src/testing/canned.ts, in the story named by PERIGEE_CANNED or `?story=` of the page. */
export function cannedServer(story: string): Plugin {
  return {
    name: 'perigee-canned',
    apply: 'serve',
    configureServer(server) {
      server.middlewares.use(async (request, response, next) => {
        const url = new URL(request.url ?? '/', 'http://localhost')
        if (!url.pathname.startsWith('/api') && url.pathname !== '/healthz') return next()
        if (url.pathname === '/api/v1/events') {
          response.writeHead(200, { 'content-type': 'text/event-stream' })
          response.write(': hello\n\n')
          return
        }
        const { cannedAnswer } = await server.ssrLoadModule('/src/testing/canned.ts')
        const more = await server.ssrLoadModule('/src/testing/canned-more.ts').catch(() => ({ routes: [] }))
        const fromPage = new URL(request.headers.referer ?? 'http://localhost/').searchParams.get('story')
        const result = cannedAnswer(fromPage ?? story, url, more.routes)
        response.writeHead(result?.status ?? 404, {
          'content-type': 'application/json',
          date: new Date().toUTCString(),
        })
        response.end(
          JSON.stringify(
            result?.body ?? { error: { code: 'PGE_CANNED', message: 'No canned answer', hint: null, id: '0' } },
          ),
        )
      })
    },
  }
}
