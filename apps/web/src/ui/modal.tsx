import { Dialog } from 'radix-ui'
import { type ReactNode, useState } from 'react'
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
  const [before] = useState(() => ({ focus: document.activeElement, path: location.pathname }))
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <div className="veil" aria-hidden="true" />
        <Dialog.Content
          className={classNames('raised', className)}
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => giveFocusBack(event, before)}
        >
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

/** To where it was; into the page when a new page was opened, or when the place is gone. */
function giveFocusBack(event: Event, before: { readonly focus: Element | null; readonly path: string }): void {
  event.preventDefault()
  const { focus, path } = before
  const stays =
    focus instanceof HTMLElement && focus.isConnected && focus !== document.body && path === location.pathname
  const target = stays ? focus : document.getElementById('main')
  target?.focus({ preventScroll: true })
}
