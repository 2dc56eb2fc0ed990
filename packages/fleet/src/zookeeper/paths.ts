/** Whether ZooKeeper takes `path` for a node's (`org.apache.zookeeper.common.PathUtils.validatePath`). */
export function isValidPath(path: string): boolean {
  if (path === '/') return true
  if (!path.startsWith('/') || path.endsWith('/') || hasForbiddenCharacter(path)) return false
  return !path.includes('//') && !/\/\.{1,2}(\/|$)/.test(path)
}

function hasForbiddenCharacter(path: string): boolean {
  for (let i = 0; i < path.length; i += 1) {
    const code = path.charCodeAt(i)
    if (code <= 0x1f || (code >= 0x7f && code <= 0x9f) || (code >= 0xd800 && code <= 0xf8ff) || code >= 0xfff0) {
      return true
    }
  }
  return false
}

export function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/'
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

export function childPath(parent: string, name: string): string {
  return parent === '/' ? `/${name}` : `${parent}/${name}`
}

/** The ten digits that a sequential node gets: the number of children its parent ever had. */
export function sequenceSuffix(childCreates: number): string {
  return String(childCreates).padStart(10, '0')
}
