import { type Preferences, setPreferences, usePreferences } from '../../app/preferences.ts'
import './settings.css'

/** Theme, density and zone: the same as the keys t, d and u. */
export function Presentation() {
  const { theme, density, zone } = usePreferences()
  return (
    <div className="choices">
      <Choice
        name="theme"
        title="Theme"
        value={theme}
        options={[
          ['system', 'As the system'],
          ['light', 'Light'],
          ['dark', 'Dark'],
        ]}
      />
      <Choice
        name="density"
        title="Rows"
        value={density}
        options={[
          ['compact', 'Compact'],
          ['comfortable', 'Comfortable'],
        ]}
      />
      <Choice
        name="zone"
        title="Times"
        value={zone}
        options={[
          ['utc', 'UTC'],
          ['local', 'Local'],
        ]}
      />
    </div>
  )
}

function Choice<Name extends 'theme' | 'density' | 'zone'>(props: {
  name: Name
  title: string
  value: Preferences[Name]
  options: readonly (readonly [Preferences[Name], string])[]
}) {
  const { name, title, value, options } = props
  return (
    <fieldset>
      <legend>{title}</legend>
      {options.map(([option, text]) => (
        <label key={option}>
          <input
            type="radio"
            name={name}
            checked={value === option}
            onChange={() => setPreferences({ [name]: option })}
          />
          {text}
        </label>
      ))}
    </fieldset>
  )
}
