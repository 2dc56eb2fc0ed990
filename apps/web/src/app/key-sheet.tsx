import { Modal } from '../ui/modal.tsx'
import { KEYS, type KeyBinding } from './keys.ts'
import { usePreferences } from './preferences.ts'
import { hrefOf } from './view.ts'
import './key-sheet.css'

const GROUPS: readonly KeyBinding['group'][] = ['Everywhere', 'Go to', 'On this page', 'Table']

/** The `?` sheet: every key there is, from the registry. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const { keysOff } = usePreferences()
  return (
    <Modal title="Keys" onClose={onClose}>
      <div className="body key-sheet">
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {KEYS.filter((binding) => binding.group === group).map(({ id, keys, text }) => (
                <div key={id}>
                  <dt>
                    <Keys keys={keys} />
                  </dt>
                  <dd>{keysOff.includes(id) ? `${text} (switched off)` : text}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <p className="note">
          In tables: Enter opens a row, Space peeks, Esc goes back.{' '}
          <a className="go" href={hrefOf({ kind: 'settings' })} onClick={onClose}>
            Switch single keys off
          </a>
        </p>
      </div>
    </Modal>
  )
}

/** `g o` as two key caps. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="keys">
      {keys.split(' ').map((key) => (
        <kbd key={key}>{key === 'l' ? 'L' : key}</kbd>
      ))}
    </span>
  )
}
