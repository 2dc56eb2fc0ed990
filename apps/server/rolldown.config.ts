// The console as a few script files that need neither node_modules nor type stripping: what `npm start` and the image run.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type Plugin } from 'rolldown'

/**
 * Of the Kafka library only the connection is used. Its modules define constants and do nothing when loaded, but it does
 * not say so in its package.json: without these words its clients, codecs and WASM parts would be kept.
 */
const ONLY_DEFINES = /[\\/]node_modules[\\/]@platformatic[\\/]kafka[\\/]/

const LICENCE = /^(licen[cs]e|notice)/i

export default defineConfig({
  input: 'src/main.ts',
  platform: 'node',
  treeshake: { moduleSideEffects: (id) => !ONLY_DEFINES.test(id) },
  plugins: [licences()],
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name].mjs',
  },
})

/** Their licences ask that they go where the code goes. */
function licences(): Plugin {
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
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source })
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
