// How judgements speak: counts with thousands commas, times in UTC, durations in two units at most.

/** `1 broker`, `3 brokers`, `6,140 partitions`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${thousands(count)} ${count === 1 ? one : many}`
}

/** Of a whole number. By hand: the first use of Intl costs some 9 MB and 50 ms. */
export function thousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `3`, `3 and 5`, `3, 5 and 7`; more than `most` are counted: `3, 5, 7 and 4 more`. */
export function listed(items: readonly (string | number)[], most = 4): string {
  if (items.length > most) return `${items.slice(0, most - 1).join(', ')} and ${items.length - most + 1} more`
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`
}

/** Clock time of an instant in UTC: `02:13`; with seconds where they matter: `02:50:48`. */
export function clockTime(atMs: number): string {
  return new Date(atMs).toISOString().slice(11, 16)
}

export function clockSeconds(atMs: number): string {
  return new Date(atMs).toISOString().slice(11, 19)
}

/** `since 02:13`, with the day when that was more than 20 hours ago: `since 21 Nov, 02:13`. */
export function sinceWords(atMs: number, now: number): string {
  if (now - atMs < 20 * 3_600_000) return `since ${clockTime(atMs)}`
  const [, day, month] = new Date(atMs).toUTCString().split(/[ ,]+/)
  return `since ${Number(day)} ${month}, ${clockTime(atMs)}`
}

/** `8 s`, `4 min 12 s`, `3 h 5 min`, `2 d 4 h`. */
export function durationWords(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return pair(minutes, 'min', seconds % 60, 's')
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return pair(hours, 'h', minutes % 60, 'min')
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h')
}

function pair(...[big, bigUnit, small, smallUnit]: [number, string, number, string]): string {
  return small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`
}

/** First letter large: for a phrase that starts a sentence. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** First letter small, unless the word goes on in capitals (`KRaft`, `ZooKeeper` keep theirs): for a phrase inside a sentence. */
export function midSentence(text: string): string {
  return /^[A-Z][a-z]+\b/.test(text) && !/^(ZooKeeper|Kafka)/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text
}
