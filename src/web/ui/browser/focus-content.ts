/** Gives the focus to the page's content, where what had it is gone. */
export function focusContent(options?: FocusOptions): void {
  document.getElementById('content')?.focus(options)
}

/**
 * Ref of an element that may go with the focus in it, which then goes to the page's content. Not for
 * a router's link, which drops what a ref returns: for what it stands in.
 */
export function focusContentOnLeave(element: HTMLElement | null): () => void {
  return () => {
    if (element?.contains(document.activeElement)) focusContent()
  }
}

/** True where nothing in particular has the focus: the body, or the page's content as a whole. */
export function isFocusLost(): boolean {
  return [document.body, document.getElementById('content'), null].includes(
    document.activeElement as HTMLElement | null,
  )
}
