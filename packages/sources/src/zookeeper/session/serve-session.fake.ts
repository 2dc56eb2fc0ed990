// The entry of a thread in tests, where there is no process that would have one.
import { serveSession } from './serve-session.ts'

await serveSession()
