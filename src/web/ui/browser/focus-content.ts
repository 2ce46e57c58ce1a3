// The focus of a page whose focused element goes away.
/** Gives the focus to the page's content. */
export function focusContent(options?: FocusOptions): void {
  document.getElementById('content')?.focus(options)
}

/**
 * A ref callback. If the element goes away with the focus in it, the content gets the focus. A
 * router's link ignores what a ref returns: put the ref on the element around the link.
 */
export function focusContentOnLeave(element: HTMLElement | null): () => void {
  return () => {
    if (element?.contains(document.activeElement)) focusContent()
  }
}

/** True if only the body, or the content as a whole, has the focus. */
export function isFocusLost(): boolean {
  return [document.body, document.getElementById('content'), null].includes(
    document.activeElement as HTMLElement | null,
  )
}
