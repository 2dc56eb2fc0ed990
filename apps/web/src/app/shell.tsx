import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { setHeld, useHeld } from '../api/hold.ts'
import { DemoBar, DemoMark } from '../features/demo/demo-bar.tsx'
import { ZoomByDrag } from '../ui/time-chart/zoom-by-drag.tsx'
import { Announcer } from './announcer.tsx'
import { titleOf } from './crumbs.ts'
import { Drawer } from './drawer.tsx'
import { FrozenBar } from './frozen-bar.tsx'
import { hasRange } from './has-range.ts'
import { KeySheet } from './key-sheet.tsx'
import { Palette } from './palette.tsx'
import { PanelBoundary } from './panel-boundary.tsx'
import { ProgressLine } from './progress-line.tsx'
import { Rail } from './rail.tsx'
import { ServerBanner } from './server-banner.tsx'
import { Toast } from './toast.tsx'
import { TopBar } from './top-bar.tsx'
import { useActions } from './use-actions.ts'
import { useKeyboard } from './use-keyboard.ts'
import { useWhere } from './view.ts'
import './shell.css'

type Overlay = 'palette' | 'sheet' | 'drawer' | null

/** Everything around the page. On a wall screen there is nothing around it. */
export function Shell({ children }: { children: ReactNode }) {
  const { page, view } = useWhere()
  const [overlay, setOverlay] = useState<Overlay>(null)
  const close = useCallback(() => setOverlay(null), [])
  const openPalette = useCallback(() => setOverlay('palette'), [])
  const openSheet = useCallback(() => setOverlay('sheet'), [])
  const actions = useActions({ openPalette, openSheet })
  const held = useHeld()
  useKeyboard(actions)
  useArrival()
  useEffect(() => {
    document.title = titleOf(page)
  }, [page])
  if (view.kiosk === '1')
    return (
      <main>
        <DemoMark />
        {children}
      </main>
    )
  return (
    <div className="shell">
      <a className="btn main skip" href="#main">
        Skip to the page
      </a>
      <div className="rail-side">
        <PanelBoundary what="The menu">
          <Rail />
        </PanelBoundary>
      </div>
      <div>
        {held && <HeldBar />}
        {hasRange(page) && <FrozenBar />}
        <PanelBoundary what="The demo’s bar">
          <DemoBar />
        </PanelBoundary>
        <TopBar openPalette={openPalette} openMenu={() => setOverlay('drawer')} actions={actions} />
        <ProgressLine />
        <ServerBanner />
        <main className="page" id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <PanelBoundary what="This window" resetKey={overlay ?? ''}>
        {overlay === 'palette' && <Palette actions={actions} onClose={close} />}
        {overlay === 'sheet' && <KeySheet onClose={close} />}
        {overlay === 'drawer' && <Drawer onClose={close} />}
      </PanelBoundary>
      {hasRange(page) && <ZoomByDrag />}
      <Announcer />
      <Toast />
    </div>
  )
}

function HeldBar() {
  return (
    <div className="held-bar" role="status">
      <span>Held: nothing is refreshed. Ages go on.</span>
      <button type="button" onClick={() => setHeld(false)}>
        Go live <kbd>L</kbd>
      </button>
    </div>
  )
}

/** A new page begins at its top with the focus in it; going back is left to the browser, which remembers the place. */
function useArrival(): void {
  const arrived = useRef(false)
  const { page } = useWhere()
  const path = JSON.stringify(page)
  const popped = useRef(false)
  useEffect(() => {
    const onPop = () => {
      popped.current = true
    }
    addEventListener('popstate', onPop)
    return () => removeEventListener('popstate', onPop)
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once per page, whatever the path is
  useEffect(() => {
    if (arrived.current && !popped.current) {
      scrollTo(0, 0)
      document.getElementById('main')?.focus({ preventScroll: true })
    }
    arrived.current = true
    popped.current = false
  }, [path])
}
