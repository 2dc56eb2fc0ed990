import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

// Contrast by WCAG 2.2; distance of colours in OKLab as people with colour blindness see them (Machado, Oliveira and
// Fernandes 2009, severity 1). The tokens are the only place that names a colour, so checking them checks every page.

const css = readFileSync(new URL('../../../../apps/web/src/ui/tokens.css', import.meta.url), 'utf8')

type Rgb = readonly [number, number, number]
const tokens = new Map<string, readonly [string, string]>(
  [...css.matchAll(/--([\w-]+):\s*light-dark\((#\w{6}), (#\w{6})\)/g)].map((found) => [
    found[1] ?? '',
    [found[2] ?? '', found[3] ?? ''],
  ]),
)

test('the tokens are read', () => {
  expect(tokens.size).toBeGreaterThan(40)
})

const linear = (byte: number) => (byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4)
const rgbOf = (hex: string): Rgb => [1, 3, 5].map((at) => linear(Number.parseInt(hex.slice(at, at + 2), 16))) as never
const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(rgbOf(one)), luminance(rgbOf(other))].toSorted((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

const EYES: Readonly<Record<string, readonly Rgb[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

const times = (row: Rgb, colour: Rgb) => row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2]
const seen = (hex: string, eye: readonly Rgb[]) =>
  eye.map((row) => Math.min(1, Math.max(0, times(row, rgbOf(hex))))) as unknown as Rgb

function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function distance(one: string, other: string, eye: readonly Rgb[]): number {
  const [a, b] = [oklab(seen(one, eye)), oklab(seen(other, eye))]
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

const TEXT = ['ink', 'ink-2', 'ink-3', 'accent', 'crit', 'warn', 'unknown', 'busy', 'ok', 'off']
const GROUNDS = ['bg', 'bg-rail', 'bg-hover', 'bg-sel']
const SHAPES = ['edge', 'warn-edge', 's1', 's2', 's3', 's4', 's5', 's6', 'limit', 'focus']
const FILLS = [
  ['crit-on', 'crit-fill'],
  ['frozen-on', 'frozen'],
  ['warn', 'warn-fill'],
  ['accent-on', 'accent'],
] as const

const pairs = (names: readonly string[]) => names.flatMap((a, at) => names.slice(at + 1).map((b) => [a, b] as const))

test.each([
  ['light', 0],
  ['dark', 1],
] as const)('%s: text reads, shapes stand out, statuses and series differ for every eye', (_, theme) => {
  const colour = (name: string) => tokens.get(name)?.[theme] ?? `no token ${name}`
  const low = (one: string, other: string, least: number) =>
    contrast(colour(one), colour(other)) < least ? [`${one} on ${other}`] : []
  expect(TEXT.flatMap((text) => GROUNDS.flatMap((ground) => low(text, ground, 4.5)))).toEqual([])
  expect(SHAPES.flatMap((shape) => low(shape, 'bg', 3))).toEqual([])
  expect(FILLS.flatMap(([text, fill]) => low(text, fill, 4.5))).toEqual([])
  for (const [name, eye] of Object.entries(EYES)) {
    const least = name === 'tritan' ? 0.08 : 0.1
    const close = [...pairs(['crit', 'warn', 'unknown', 'busy', 'ok']), ...pairs(['s1', 's2', 's3', 's4', 's5', 's6'])]
      .filter(([a, b]) => distance(colour(a), colour(b), eye) < least)
      .map(([a, b]) => `${name}: ${a} and ${b}`)
    expect(close).toEqual([])
  }
})
