import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The system's Chromium (`CHROMIUM` names another). Rejects with the remedy when there is none. */
export async function openChromium(): Promise<Browser> {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const named = process.env.CHROMIUM
  const installed = folders
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((path) => existsSync(path))
  const executablePath = named === undefined || named === '' ? installed : named
  if (executablePath === undefined) throw new Error('No Chromium found: install it, or set CHROMIUM')
  return chromium.launch({ executablePath, args: ['--no-sandbox'] })
}
