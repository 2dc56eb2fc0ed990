import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { holding } from './lock.mjs'
import { PINNED_NODE, ROOT } from './paths.mjs'

const STAMP = join(ROOT, 'node_modules', '.perigee-install')
const LOCK = join(ROOT, '.perigee', 'prepare.lock')
const PACKAGE_MANAGER = 'pnpm@10'
const MANIFESTS = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json']

/**
 * Installs what the lock file names, unless that is what stands already.
 * @returns {Promise<boolean>} false when the installation failed; the reason is on standard error
 */
export async function ensureInstalled() {
  if (isCurrent()) return true
  return holding(LOCK, async () => {
    if (isCurrent()) return true
    console.error('Installing what Perigee needs (first start, or the lock file changed) …')
    const startedAt = Date.now()
    const { code, output } = await install()
    if (code !== 0 || !existsSync(PINNED_NODE)) {
      explain(output)
      return false
    }
    writeFileSync(STAMP, fingerprint())
    console.error(`Installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`)
    return true
  })
}

function isCurrent() {
  return existsSync(PINNED_NODE) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint()
}

function fingerprint() {
  const hash = createHash('sha256')
  for (const name of MANIFESTS) hash.update(readFileSync(join(ROOT, name)))
  return `${hash.digest('hex')}\n`
}

function install() {
  const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx'
  const args = ['--yes', PACKAGE_MANAGER, 'install', '--frozen-lockfile', '--reporter=append-only']
  return new Promise((resolve) => {
    // CI=1: never ask; a question would hang a start that nobody watches.
    const child = spawn(npx, args, { cwd: ROOT, env: { ...process.env, CI: '1' }, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const keep = (chunk) => {
      output = (output + chunk).slice(-20_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => resolve({ code: 127, output: `${output}\n${error.message}` }))
    child.on('exit', (code) => resolve({ code: code ?? 1, output }))
  })
}

function explain(output) {
  console.error(output.trim())
  console.error('\nThe installation failed; its own words are above.')
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|META_FETCH_FAIL/.test(output)) {
    console.error('The package registry cannot be reached. Behind a proxy or with a mirror, set it for npm:')
    console.error('  npm config set registry https://…      (or HTTPS_PROXY in the environment)')
    console.error('Without any network, copy node_modules from a machine of the same kind, or use the container image.')
  } else if (/frozen-lockfile|OUTDATED_LOCKFILE/.test(output)) {
    console.error(
      'A package.json and pnpm-lock.yaml disagree: run `npx pnpm@10 install` and keep both changes together.',
    )
  } else if (/EACCES|EROFS|ENOSPC/.test(output)) {
    console.error('This directory cannot be written, or the disk is full.')
  }
}
