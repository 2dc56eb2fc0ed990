// The console as a few script files that need neither node_modules nor type stripping: what `npm start` and the image run.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { defineConfig, type Plugin, type RolldownOptions } from 'rolldown'

/**
 * Of the Kafka library only the connection is used. Its modules define constants and do nothing when loaded, but it does
 * not say so in its package.json: without these words its clients, codecs and WASM parts would be kept.
 */
const ONLY_DEFINES = /[\\/]node_modules[\\/]@platformatic[\\/]kafka[\\/]/

const LICENCE = /^(licen[cs]e|notice)/i

/** Loaded by its file name, from beside the bundle. */
const DEMO_THREAD = 'src/demo/fleet-thread.ts'

const THREADS_FOLDER = 'src/threads'

/** Loaded by their file names, too: every `<name>-thread.ts` of the folder. */
const threads = readdirSync(new URL(THREADS_FOLDER, import.meta.url))
  .filter((file) => file.endsWith('-thread.ts'))
  .map((file) => `${THREADS_FOLDER}/${file}`)

const shared: RolldownOptions = {
  platform: 'node',
  treeshake: {
    moduleSideEffects: (id) => !ONLY_DEFINES.test(id),
    // Checkers of options that the connection does not take: 90 ms at every start.
    manualPureFunctions: ['ajv', 'Ajv2020'],
  },
  plugins: [latin()],
}

export default defineConfig([
  {
    ...shared,
    input: 'src/main.ts',
    plugins: [latin(), licences('licences.txt')],
    output: {
      dir: 'dist',
      // Not ES modules: those evaluate every getter of `node:http`, one of which loads undici: 17 MB and 25 ms.
      format: 'cjs',
      cleanDir: true,
      comments: false,
      entryFileNames: '[name].cjs',
      chunkFileNames: '[name].cjs',
    },
  },
  {
    ...shared,
    input: DEMO_THREAD,
    output: { dir: 'dist', format: 'esm', comments: false, entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
  },
  // One by one: what two threads share must not become a file that each of them loads whole.
  ...threads.map(
    (input): RolldownOptions => ({
      ...shared,
      input,
      plugins: [latin(), licences(`${basename(input, '.ts')}-licences.txt`)],
      output: { dir: 'dist', format: 'esm', comments: false, entryFileNames: '[name].mjs', codeSplitting: false },
    }),
  ),
])

/** V8 keeps the source in memory, two bytes a character as soon as one of them is beyond Latin-1: a second copy of it all. */
function latin(): Plugin {
  return {
    name: 'latin',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk') file.code = file.code.replace(/[^\0-\x7f]/g, escaped)
      }
    },
  }
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** Their licences ask that they go where the code goes. Written only where there is any. */
function licences(fileName: string): Plugin {
  return {
    name: 'licences',
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? Object.keys(file.modules) : []))
      const folders = new Set(
        modules.flatMap((id) => /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(id)?.[1] ?? []),
      )
      const source = [...folders]
        .sort()
        .map(licenceOf)
        .join(`\n${'-'.repeat(80)}\n\n`)
      if (source !== '') this.emitFile({ type: 'asset', fileName, source })
    },
  }
}

function licenceOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const texts = readdirSync(folder).filter((file) => LICENCE.test(file))
  return [`${name} ${version} (${license})\n`, ...texts.map((file) => readFileSync(join(folder, file), 'utf8'))].join(
    '\n',
  )
}
