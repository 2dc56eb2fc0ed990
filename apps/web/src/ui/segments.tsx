import './segments.css'

interface SegmentsProps<Id extends string> {
  /** What is chosen, for screen readers. */
  readonly label: string
  readonly options: readonly { readonly id: Id; readonly text: string }[]
  readonly chosen: Id
  readonly choose: (id: Id) => void
}

/** A few choices in a row, one of them on. */
export function Segments<Id extends string>({ label, options, chosen, choose }: SegmentsProps<Id>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place inside a caption
    <span className="segments" role="group" aria-label={label}>
      {options.map(({ id, text }) => (
        <button key={id} type="button" aria-pressed={id === chosen} onClick={() => choose(id)}>
          {text}
        </button>
      ))}
    </span>
  )
}
