import { useLayoutEffect } from 'react'
import { usePreferences } from './preferences.ts'
import { useWhere } from './view.ts'

/** Puts theme and density on <html>: the URL first (a shared or wall screen), then what the person chose. */
export function usePresentation(): void {
  const { view } = useWhere()
  const chosen = usePreferences()
  const theme = view.theme === 'light' || view.theme === 'dark' ? view.theme : chosen.theme
  const density = densityOf(view.kiosk, view.density, chosen.density)
  useLayoutEffect(() => {
    const { dataset } = document.documentElement
    if (theme === 'system') delete dataset.theme
    else dataset.theme = theme
    dataset.density = density
  }, [theme, density])
}

function densityOf(kiosk: string | undefined, inUrl: string | undefined, chosen: string): string {
  if (kiosk === '1') return 'wall'
  return inUrl === 'compact' || inUrl === 'comfortable' ? inUrl : chosen
}
