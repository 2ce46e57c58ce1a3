/** Least height that is asked for, in CSS px. */
const LEAST = 320

/** What stands around a dialog, its border too, in CSS px: see `dialog.module.css`. */
const AROUND_DIALOG = 34

/** How long the page has to be left alone before it is measured, in ms: not in each frame of a scroll. */
const REST_MS = 50

/** Calls back with the page's natural height, now and whenever it is another one. */
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
    // It has been given room.
    bringIntoSight(findDialog())
    measureSoon()
  }
  // Rows, notices, dialogs and pages come and go; lines break elsewhere at another width, and in
  // another language.
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

/** The page around may have to scroll for it. */
function bringIntoSight(dialog: Element | null): void {
  dialog?.scrollIntoView({ block: 'nearest' })
}

/**
 * The height at which nothing of the page, or of a dialog in it, has to be scrolled for, in CSS px.
 * On wide screens what is in the page scrolls; on narrow ones the page itself does.
 */
function naturalHeight(): number {
  const root = document.getElementById('root')
  if (!root) return LEAST
  const scroller = [...root.querySelectorAll<HTMLElement>('#content, #content > *')].find(
    (element) => /auto|scroll/.test(getComputedStyle(element).overflowY),
  )
  // It is as high as its window at least, which says nothing of what is in it.
  root.style.height = 'auto'
  root.style.minHeight = '0'
  const hidden = scroller ? scroller.scrollHeight - scroller.clientHeight : 0
  const page = root.getBoundingClientRect().height + hidden
  root.style.removeProperty('height')
  root.style.removeProperty('min-height')
  const dialog = AROUND_DIALOG + (findDialog()?.scrollHeight ?? 0)
  return Math.ceil(Math.max(LEAST, page, dialog))
}
