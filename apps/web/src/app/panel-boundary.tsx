import { Component, type ErrorInfo, type ReactNode } from 'react'
import { PanelCrash } from '../ui/panel-crash.tsx'

interface BoundaryProps {
  readonly children: ReactNode
  /** What the reader lost: “This panel”, “This page”. */
  readonly what?: string
  /** When it changes the panel is drawn anew. */
  readonly resetKey?: string
}

/** A crash costs one panel: the rest of the page stays, and the error has an id to quote. */
export class PanelBoundary extends Component<BoundaryProps, { error: Error | null; id: string }> {
  override state = { error: null as Error | null, id: '' }

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)), id: crashId() }
  }

  override componentDidCatch(error: unknown, info: ErrorInfo) {
    console.error(`Perigee panel error ${this.state.id}`, error, info.componentStack)
  }

  override componentDidUpdate(before: BoundaryProps) {
    if (before.resetKey !== this.props.resetKey && this.state.error !== null) this.setState({ error: null })
  }

  override render() {
    const { error, id } = this.state
    if (error === null) return this.props.children
    const again = () => this.setState({ error: null })
    return <PanelCrash what={this.props.what ?? 'This panel'} id={id} message={error.message} onAgain={again} />
  }
}

/** Eight hex digits; `crypto` is there also without a secure context. */
function crashId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(4))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
