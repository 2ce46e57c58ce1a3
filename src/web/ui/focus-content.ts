/** Gives the focus to the page's content, where what had it is gone. */
export function focusContent(options?: FocusOptions): void {
  document.getElementById('content')?.focus(options)
}

/** True where nothing in particular has the focus: the body, or the page's content as a whole. */
export function isFocusLost(): boolean {
  return [document.body, document.getElementById('content'), null].includes(
    document.activeElement as HTMLElement | null,
  )
}
