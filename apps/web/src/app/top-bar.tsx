import { useHeld } from '../api/hold.ts'
import { isFrozen } from '../time/range.ts'
import { Icon } from '../ui/icons.tsx'
import { crumbsOf } from './crumbs.ts'
import { hasRange } from './has-range.ts'
import { LiveStamp } from './live-stamp.tsx'
import { RangeMenu } from './range-menu.tsx'
import type { KeyActions } from './use-keyboard.ts'
import { useWhere } from './view.ts'

const apple = () => /Mac|iPhone|iPad/.test(navigator.platform)

/** Where we are, search, the time window where a page has one, and whether the page is live. */
export function TopBar(props: { openPalette: () => void; openMenu: () => void; actions: KeyActions }) {
  const { openPalette, openMenu, actions } = props
  const { page, view } = useWhere()
  const held = useHeld()
  const crumbs = crumbsOf(page)
  return (
    <header className="top">
      <button type="button" className="menu" aria-label="Menu" onClick={openMenu}>
        <Icon name="menu" />
      </button>
      <nav aria-label="Breadcrumb">
        <ol className="crumbs">
          {crumbs.map(({ text, href }, at) => (
            <li key={href}>
              {at === crumbs.length - 1 ? <span aria-current="page">{text}</span> : <a href={href}>{text}</a>}
            </li>
          ))}
        </ol>
      </nav>
      <span className="space" />
      <button type="button" className="btn quiet find" onClick={openPalette} title="Search and commands">
        <Icon name="find" />
        <span className="word">Search</span> <kbd>{apple() ? '⌘ K' : 'Ctrl K'}</kbd>
      </button>
      {hasRange(page) && <RangeMenu cluster={page.cluster} />}
      <LiveStamp held={held} frozen={hasRange(page) && isFrozen(view)} onToggle={actions.hold} />
    </header>
  )
}
