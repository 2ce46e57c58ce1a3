/** Gives the focus to the page's content, where what had it is gone. */
export function focusContent(options?: FocusOptions): void {
  document.getElementById('content')?.focus(options)
}
