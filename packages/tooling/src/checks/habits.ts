import type { SourceFile } from './sources.ts'

const CEILING_LINES = 350
const TEST_CEILING_LINES = 500
const NAMELESS = /(^|[/.-])(utils?|helpers?|common|misc|managers?)([/.-]|$)/
const TOKENS = /\/tokens\.css$/
const HEX = '#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\\b'
const COLOUR_CALL = '\\b(?:rgba?|hsla?|hwb|oklch|oklab|lab|lch)\\('
const COLOUR_WORD = ':[^;{}]*\\b(?:black|white|red|green|blue|orange|yellow|purple|gr[ae]y)\\b(?!-)'
const CSS_COLOUR = new RegExp(`${HEX}|${COLOUR_CALL}|${COLOUR_WORD}`, 'i')
const SCRIPT_COLOUR = new RegExp(`['"\`](?:${HEX}|${COLOUR_CALL})`, 'i')
// A path of one developer's machine says nothing on another.
const OWN_MACHINE = /(?<![\w.}])\/(?:work|home|Users|root|tmp)\/[\w.-]+/

/** What lint cannot see: file length, names that say nothing, colours outside the tokens, paths of one machine. */
export function brokenHabits(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => [...lengthOf(file), ...nameOf(file), ...coloursIn(file), ...machinePathsIn(file)])
}

function lengthOf({ path, text, isTest }: SourceFile): string[] {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  const ceiling = isTest ? TEST_CEILING_LINES : CEILING_LINES
  if (path.endsWith('.css') || lines <= ceiling) return []
  return [`${path}  ${lines} lines; the ceiling is ${ceiling}`]
}

function nameOf({ path }: SourceFile): string[] {
  const inside = path.split('/').slice(3).join('/')
  return NAMELESS.test(inside) ? [`${path}  a name that says nothing; name it for what it holds`] : []
}

function coloursIn(file: SourceFile): string[] {
  if (file.room !== 'web' || file.isTest || TOKENS.test(file.path)) return []
  const pattern = file.path.endsWith('.css') ? CSS_COLOUR : SCRIPT_COLOUR
  return linesMatching(file, pattern, 'a colour outside tokens.css')
}

function machinePathsIn(file: SourceFile): string[] {
  return linesMatching(file, OWN_MACHINE, 'a path of one machine')
}

function linesMatching(file: SourceFile, pattern: RegExp, reason: string): string[] {
  const bare = file.text.replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
  return bare
    .split('\n')
    .flatMap((line, index) => (pattern.test(line) ? [`${file.path}:${index + 1}  ${reason}: ${line.trim()}`] : []))
}
