interface TwinButtonProps {
  /** Of the figure. */
  readonly title: string
  /** What the figure is when it is no table. */
  readonly drawn: 'chart' | 'map'
  readonly asTable: boolean
  readonly choose: (asTable: boolean) => void
}

/** Changes a figure for its twin in numbers, and back. */
export function TwinButton({ title, drawn, asTable, choose }: TwinButtonProps) {
  return (
    <button type="button" className="twin" aria-pressed={asTable} onClick={() => choose(!asTable)}>
      {asTable ? `as ${drawn}` : 'as table'}
      <span className="sr">: {title}</span>
    </button>
  )
}
