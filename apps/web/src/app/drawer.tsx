import { useEffect, useRef } from 'react'
import { usePathname } from 'wouter/use-browser-location'
import { Modal } from '../ui/modal.tsx'
import { Rail } from './rail.tsx'

/** The rail on a phone. Choosing a page closes it. */
export function Drawer({ onClose }: { onClose: () => void }) {
  const path = usePathname()
  const opened = useRef(path)
  useEffect(() => {
    if (path !== opened.current) onClose()
  }, [path, onClose])
  return (
    <Modal title="Menu" className="drawer" head="hidden" onClose={onClose}>
      <Rail />
    </Modal>
  )
}
