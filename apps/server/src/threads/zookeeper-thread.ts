// A session with a ZooKeeper ensemble, in a thread that may end at any moment.
import { serveZooKeeperSession } from '@perigee/sources'

await serveZooKeeperSession()
