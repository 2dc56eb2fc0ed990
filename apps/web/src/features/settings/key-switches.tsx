import { Keys } from '../../app/key-sheet.tsx'
import { KEYS } from '../../app/keys.ts'
import { setPreferences, usePreferences } from '../../app/preferences.ts'
import './settings.css'

/** Every single key can be switched off: speech input and unsteady hands must not trigger things. */
export function KeySwitches() {
  const { keysOff } = usePreferences()
  const single = KEYS.filter((binding) => !('always' in binding))
  const toggle = (id: string) =>
    setPreferences({ keysOff: keysOff.includes(id) ? keysOff.filter((each) => each !== id) : [...keysOff, id] })
  const allOff = keysOff.length >= single.length
  return (
    <div className="key-switches">
      <button
        type="button"
        className="btn quiet"
        onClick={() => setPreferences({ keysOff: allOff ? [] : single.map(({ id }) => id) })}
      >
        {allOff ? 'Switch all on' : 'Switch all off'}
      </button>
      {single.map(({ id, keys, text }) => (
        <label key={id}>
          <input type="checkbox" checked={!keysOff.includes(id)} onChange={() => toggle(id)} />
          <Keys keys={keys} />
          <span>{text}</span>
        </label>
      ))}
    </div>
  )
}
