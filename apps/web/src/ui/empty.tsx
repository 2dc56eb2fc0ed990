import type { Status } from '@perigee/contract'
import type { ReactNode } from 'react'
import { StatusShape } from './status-shape.tsx'
import './empty.css'

/** Nothing to show, and why. Nothing exists: what it is and how one comes to be. Not configured: the setting. Not permitted: the permission. */
export function Empty({ title, status, children }: { title: ReactNode; status?: Status; children?: ReactNode }) {
  return (
    <div className="empty">
      <b>
        {status !== undefined && <StatusShape status={status} />} {title}
      </b>
      {children}
    </div>
  )
}
