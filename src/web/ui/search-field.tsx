interface SearchFieldProps {
  label: string
  text: string
  setText: (text: string) => void
  className: string | undefined
}

/** A field that filters the list below it. */
export function SearchField({ label, text, setText, className }: SearchFieldProps) {
  return (
    <input
      type="search"
      className={className}
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={({ target }) => setText(target.value)}
    />
  )
}
