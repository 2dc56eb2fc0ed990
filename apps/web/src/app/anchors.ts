import { follow } from './view.ts'

/**
 * Every link in Perigee is a plain anchor: copying, middle-click and screen readers work as they should. One listener
 * turns an ordinary click on one of our own pages into a navigation without a reload.
 */
export function followAnchors(root: Document): () => void {
  const onClick = (event: MouseEvent) => {
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (!plain || event.defaultPrevented || !(event.target instanceof Element)) return
    const anchor = event.target.closest('a')
    if (anchor === null || !isOurs(anchor)) return
    event.preventDefault()
    follow(anchor.href)
  }
  root.addEventListener('click', onClick)
  return () => root.removeEventListener('click', onClick)
}

function isOurs(anchor: HTMLAnchorElement): boolean {
  if (anchor.getAttribute('href')?.startsWith('#') !== false) return false
  if (anchor.hasAttribute('download') || (anchor.target !== '' && anchor.target !== '_self')) return false
  return anchor.origin === location.origin && !anchor.pathname.startsWith('/api/')
}
