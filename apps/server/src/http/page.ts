// The built page: files with a hash in their name for ever, the rest asked anew; every page address answers index.html.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { HttpRefusal, handleError } from './errors.ts'

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Perigee</title>
<h1>The page is not built</h1>
<p>The console runs and its API answers at <a href="/api/v1/overview">/api/v1/overview</a>, but the browser page is missing.
Build it with <code>npm run build</code>, or start the console with <code>npm start</code>, which builds it when needed.</p>
</html>`

export async function servePage(app: FastifyInstance, root: string): Promise<void> {
  await app.register(fastifyStatic, {
    root,
    wildcard: true,
    index: false,
    cacheControl: false,
    preCompressed: true,
    suppressWarning: true,
    schemaHide: true,
    setHeaders: (reply, path) => {
      const isHashed = path.includes(`${join(root, 'assets')}`)
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.get('/', { schema: { hide: true } }, (_, reply) => sendIndex(reply, root))
  app.setNotFoundHandler((request, reply) => {
    if (isPageRequest(request)) return sendIndex(reply, root)
    return handleError(new HttpRefusal('PGE_NOT_FOUND'), request, reply)
  })
}

/** The first path part with a dot in its last segment is a file that does not exist; topic pages may hold dots. */
function isPageRequest(request: FastifyRequest): boolean {
  const path = request.url.split('?')[0] ?? '/'
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  if (path === '/api' || path.startsWith('/api/') || path.startsWith('/assets/')) return false
  return path.startsWith('/c/') || !path.includes('.')
}

function sendIndex(reply: FastifyReply, root: string): FastifyReply {
  if (existsSync(join(root, 'index.html'))) return reply.sendFile('index.html')
  return reply.code(503).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(NOT_BUILT)
}
