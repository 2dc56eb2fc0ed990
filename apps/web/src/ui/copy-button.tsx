import { useEffect, useState } from 'react'

/**
 * Copies text and says so in its own place. The clipboard is closed to pages that came over plain http from another
 * host; then the text is put into a field and copied from there.
 */
export function CopyButton({ text, label, className = 'go' }: { text: string; label: string; className?: string }) {
  const [said, setSaid] = useState<string | null>(null)
  useEffect(() => {
    if (said === null) return
    const timer = setTimeout(() => setSaid(null), 2_000)
    return () => clearTimeout(timer)
  }, [said])
  const copy = async () => setSaid((await copyText(text)) ? 'Copied' : 'Select and copy by hand')
  return (
    <button type="button" className={className} onClick={copy}>
      <span aria-live="polite">{said ?? label}</span>
    </button>
  )
}

/** Whether the text is in the clipboard now. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyThroughField(text)
  }
}

function copyThroughField(text: string): boolean {
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'sr'
  document.body.append(field)
  field.select()
  const done = document.execCommand('copy')
  field.remove()
  return done
}
