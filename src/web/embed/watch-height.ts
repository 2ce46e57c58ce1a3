/** Least height that is asked for, in CSS px: a dialog has to have room. */
const LEAST = 320

/**
 * The height at which nothing of the page has to be scrolled for, in CSS px. On wide screens the page
 * is as high as its window, and what is in it scrolls; on narrow ones the page itself does.
 */
export function naturalHeight(): number {
  const root = document.documentElement
  const scroller = [...document.querySelectorAll<HTMLElement>('#content, #content > *')].find(
    (element) => /auto|scroll/.test(getComputedStyle(element).overflowY),
  )
  if (!scroller) return Math.max(LEAST, Math.ceil(root.scrollHeight))
  const content = [...scroller.children].reduce(
    (bottom, child) => Math.max(bottom, child.getBoundingClientRect().bottom + scroller.scrollTop),
    scroller.getBoundingClientRect().top,
  )
  const inside = content - scroller.getBoundingClientRect().top
  const outside = root.clientHeight - scroller.clientHeight
  return Math.max(LEAST, Math.ceil(outside + inside))
}
