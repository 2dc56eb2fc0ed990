import { CopyButton } from '../copy-button.tsx'
import styles from './copy-command.module.css'

/** A command to run elsewhere: readable, and one press away from the clipboard. Nothing here changes a cluster. */
export function CopyCommand({ command }: { readonly command: string }) {
  return (
    <div className={styles.command}>
      <code>{command}</code>
      <CopyButton text={command} label="Copy" />
    </div>
  )
}
