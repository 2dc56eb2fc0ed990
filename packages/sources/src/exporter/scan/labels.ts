// The label block of a series: {a="b",c="d",}
const QUOTE = 34
const BACKSLASH = 92
const CLOSING = 125
const SPACE = 32

/**
 * Behind the last brace of a line, looked for from its end: there the block ends, if what follows it is a number and perhaps
 * a time. It may not be so (an exemplar, a quoted brace): then {@link blockEnd} tells.
 */
export function lastBraceEnd(buffer: Uint8Array, from: number, end: number): number {
  for (let at = end - 1; at > from; at -= 1) if (buffer[at] === CLOSING) return at + 1
  return -1
}

/** Where a block that begins at `from` (its brace) ends, behind its brace; -1 when it does not. Quoted braces are text. */
export function blockEnd(buffer: Uint8Array, from: number, end: number): number {
  let isQuoted = false
  for (let at = from + 1; at < end; at += 1) {
    const byte = buffer[at]
    if (byte === QUOTE) isQuoted = !isQuoted
    else if (isQuoted && byte === BACKSLASH) at += 1
    else if (!isQuoted && byte === CLOSING) return at + 1
  }
  return -1
}

const LABEL = /\s*([a-zA-Z_][a-zA-Z0-9_.-]*|"(?:[^"\\]|\\.)*")\s*=\s*"((?:[^"\\]|\\.)*)"\s*(,|$)/y

/** Labels in a block without its braces; undefined when it is not one. */
export function readLabels(text: string): ReadonlyMap<string, string> | undefined {
  const labels = new Map<string, string>()
  let at = 0
  while (at < text.length && text.slice(at).trim() !== '') {
    LABEL.lastIndex = at
    const match = LABEL.exec(text)
    if (match === null) return undefined
    labels.set(match[1] ?? '', unescaped(match[2] ?? ''))
    at = LABEL.lastIndex
  }
  return labels
}

function unescaped(text: string): string {
  return text.includes('\\') ? text.replace(/\\(.)/g, (_, escaped) => (escaped === 'n' ? '\n' : escaped)) : text
}

/** First byte from `from` on that is no space. */
export function afterSpaces(buffer: Uint8Array, from: number, end: number): number {
  let at = from
  while (at < end && (buffer[at] as number) <= SPACE) at += 1
  return at
}
