import { Fragment } from 'react'
import { WithData } from '../../ui/with-data.tsx'
import { useEffectiveConfig } from './queries.ts'
import './settings.css'

/** Long names break behind their marks, not in the middle of a word. */
function Breakable({ text }: { text: string }) {
  const parts = text.split(/(?<=[._,/\]])/)
  return parts.map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one fixed text
    <Fragment key={at}>
      {part}
      <wbr />
    </Fragment>
  ))
}

/** Every setting in force and where it comes from: default, file, environment or flag. */
export function Configuration() {
  return (
    <WithData query={useEffectiveConfig()} what="the configuration" as="part">
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
                  <Breakable text={path} />
                </th>
                <td className="mono wrap">
                  {value === '' ? <span className="q">empty</span> : <Breakable text={value} />}
                </td>
                <td className={origin === 'default' ? 'z wrap' : 'wrap'}>
                  <Breakable text={origin} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </WithData>
  )
}
