/** Least height that the page asks for, in CSS px. */
const LEAST = 320

/** Margins and borders of a dialog, in CSS px: see `dialog.module.css`. */
const AROUND_DIALOG = 34

/** How long the page must not change before it is measured, in ms: not in each frame of a scroll. */
const REST_MS = 50

/** Calls back with the page's natural height now, and after each change of it. Returns a stop. */
export function watchHeight(tell: (height: number) => void): () => void {
  let last = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastDialog: Element | null = null
  const measure = () => {
    const height = naturalHeight()
    if (height !== last) tell(height)
    last = height
    const dialog = findDialog()
    if (dialog !== lastDialog) bringIntoSight(dialog)
    lastDialog = dialog
  }
  const measureSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(measure, REST_MS)
  }
  const onResize = () => {
    // The host may have made room for the dialog.
    bringIntoSight(findDialog())
    measureSoon()
  }
  // Another language or another width breaks the lines elsewhere.
  const observer = new MutationObserver(measureSoon)
  observer.observe(document.body, { childList: true, subtree: true })
  observer.observe(document.documentElement, { attributeFilter: ['lang'] })
  window.addEventListener('resize', onResize)
  measure()
  return () => {
    clearTimeout(timer)
    observer.disconnect()
    window.removeEventListener('resize', onResize)
  }
}

const findDialog = () => document.querySelector('dialog[open]')

/** Scrolls a dialog into view, in the host's page too. */
function bringIntoSight(dialog: Element | null): void {
  dialog?.scrollIntoView({ block: 'nearest' })
}

/**
 * The height at which neither the page nor a dialog scrolls, in CSS px. On wide screens an element
 * of the page scrolls, on narrow ones the page itself.
 */
function naturalHeight(): number {
  const root = document.getElementById('root')
  if (!root) return LEAST
  const scroller = [...root.querySelectorAll<HTMLElement>('#content, #content > *')].find(
    (element) => /auto|scroll/.test(getComputedStyle(element).overflowY),
  )
  // The root is at least as high as its window; its content may be less high.
  root.style.height = 'auto'
  root.style.minHeight = '0'
  const hidden = scroller ? scroller.scrollHeight - scroller.clientHeight : 0
  const page = root.getBoundingClientRect().height + hidden
  root.style.removeProperty('height')
  root.style.removeProperty('min-height')
  const dialog = AROUND_DIALOG + (findDialog()?.scrollHeight ?? 0)
  return Math.ceil(Math.max(LEAST, page, dialog))
}
