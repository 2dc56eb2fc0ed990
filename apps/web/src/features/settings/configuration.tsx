import { WithData } from '../../ui/with-data.tsx'
import { useEffectiveConfig } from './queries.ts'
import './settings.css'

/** Every setting in force and where it comes from: default, file, environment or flag. */
export function Configuration() {
  return (
    <WithData query={useEffectiveConfig()} what="the configuration">
      {({ data }) => (
        <table className="t config">
          <caption className="sr">Effective configuration</caption>
          <thead>
            <tr>
              <th scope="col">Setting</th>
              <th scope="col">Value</th>
              <th scope="col">From</th>
            </tr>
          </thead>
          <tbody>
            {data.entries.map(({ path, value, origin }) => (
              <tr key={path}>
                <th scope="row" className="mono">
                  {path}
                </th>
                <td className="mono wrap">{value === '' ? <span className="q">empty</span> : value}</td>
                <td className={origin === 'default' ? 'z wrap' : 'wrap'}>{origin}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </WithData>
  )
}
