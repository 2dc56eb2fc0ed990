// A session with a ZooKeeper ensemble, in a thread that may end at any moment. By a door of its own: each thread loads what
// it imports anew, and all of the sources would take it seconds where they run as they are.
import { serveSession } from '@perigee/sources/zookeeper-session'

await serveSession()
