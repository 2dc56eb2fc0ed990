import { Dialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon } from './icons.tsx'
import './overlay.css'

/**
 * A dialog that takes the focus and gives it back. The veil is our own: the one of the library writes a style element,
 * which the content security policy refuses.
 */
export function Modal(props: {
  title: string
  className?: string
  /** `hidden`: the title is for screen readers only. */
  head?: 'shown' | 'hidden'
  onClose: () => void
  children: ReactNode
}) {
  const { title, className = 'modal', head = 'shown', onClose, children } = props
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <div className="veil" aria-hidden="true" />
        <Dialog.Content className={classNames('raised', className)} aria-describedby={undefined}>
          {head === 'hidden' ? (
            <Dialog.Title className="sr">{title}</Dialog.Title>
          ) : (
            <header>
              <Dialog.Title>{title}</Dialog.Title>
              <Dialog.Close className="close" aria-label="Close">
                <Icon name="close" />
              </Dialog.Close>
            </header>
          )}
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
