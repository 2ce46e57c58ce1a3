/**
 * Finds in a page as it stands texts that are cut off without a tooltip, and texts that lie over each
 * other. Runs in the page, so it refers to nothing outside of itself.
 *
 * A text that can be scrolled to is not cut off. Texts of different layers may lie over each other: a
 * layer is what is sticky, fixed, positioned with a `z-index`, or open above the page.
 * @returns a sentence for each fault
 */
export function findLayoutFaults(): string[] {
  /** Rounding, and what a font's box is larger than its letters. In px. */
  const slack = 2

  interface Box {
    left: number
    top: number
    right: number
    bottom: number
  }
  interface Text {
    node: Node
    words: string
    layer: Element
    boxes: Box[]
  }

  const quote = (text: string) => `“${text.replace(/\s+/g, ' ').trim().slice(0, 60)}”`
  const isOf = (value: string, ...values: string[]) => values.includes(value)

  const isHiddenForEyes = (element: Element) => {
    const { width, height } = element.getBoundingClientRect()
    const { position, overflow } = getComputedStyle(element)
    return position === 'absolute' && overflow !== 'visible' && width <= 1 && height <= 1
  }
  const ancestorsOf = (node: Node) => {
    const all: Element[] = []
    for (let one = node.parentElement; one; one = one.parentElement) all.push(one)
    return all
  }
  const isLayer = (element: Element) => {
    const { position, zIndex } = getComputedStyle(element)
    return (
      isOf(position, 'sticky', 'fixed') ||
      (position !== 'static' && zIndex !== 'auto') ||
      element.matches(':modal, :popover-open')
    )
  }
  const isClipped = (element: Element, axis: 'X' | 'Y') =>
    isOf(getComputedStyle(element)[`overflow${axis}`], 'hidden', 'clip')
  const isScrolled = (element: Element, axis: 'X' | 'Y') =>
    isOf(getComputedStyle(element)[`overflow${axis}`], 'auto', 'scroll')
  const hasTooltip = (element: Element) =>
    element.closest('[title]:not([title=""]), [aria-describedby], [aria-haspopup]') !== null

  const faults: string[] = []
  const texts: Text[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    const words = node.textContent ?? ''
    const parent = node.parentElement
    if (words.trim() === '' || !parent) continue
    if (!parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    const ancestors = ancestorsOf(node)
    if (ancestors.some(isHiddenForEyes)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    let boxes: Box[] = [...range.getClientRects()].filter(({ width, height }) => width * height > 0)

    let isCut = false
    for (const ancestor of ancestors) {
      if (ancestor === document.documentElement || boxes.length === 0) break
      const outer = ancestor.getBoundingClientRect()
      for (const axis of ['X', 'Y'] as const) {
        const clips = isClipped(ancestor, axis)
        if (!clips && !isScrolled(ancestor, axis)) continue
        const [start, end] =
          axis === 'X' ? (['left', 'right'] as const) : (['top', 'bottom'] as const)
        const isBeyond = (box: Box) =>
          box[start] < outer[start] - slack || box[end] > outer[end] + slack
        if (clips && boxes.some(isBeyond)) isCut = true
        boxes = boxes
          .map((box) => ({
            ...box,
            left: box.left,
            top: box.top,
            right: box.right,
            bottom: box.bottom,
            [start]: Math.max(box[start], outer[start]),
            [end]: Math.min(box[end], outer[end]),
          }))
          .filter((box) => box[end] - box[start] > slack)
      }
      // What a scroller hides can be scrolled to, whatever is cut off outside of it.
      if (isScrolled(ancestor, 'X') || isScrolled(ancestor, 'Y')) {
        if (!isCut) continue
        break
      }
    }
    if (isCut && boxes.length > 0 && !hasTooltip(parent)) {
      faults.push(`${quote(words)} is cut off, without a tooltip`)
    }
    const layer = ancestors.find(isLayer) ?? document.documentElement
    texts.push({ node, words, layer, boxes })
  }

  for (const input of document.querySelectorAll<HTMLInputElement>('input[placeholder]')) {
    if (!input.checkVisibility() || input.value !== '' || hasTooltip(input)) continue
    const { font, paddingLeft, paddingRight } = getComputedStyle(input)
    const pen = document.createElement('canvas').getContext('2d')
    if (!pen) continue
    pen.font = font
    const room =
      input.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)
    if (pen.measureText(input.placeholder).width > room + slack) {
      faults.push(`${quote(input.placeholder)} is cut off in its field`)
    }
  }

  // A line's box is higher than its letters, so that only the middle of it counts.
  const inner = ({ left, top, right, bottom }: Box): Box => {
    const rim = (bottom - top) / 4
    return { left: left + slack, top: top + rim, right: right - slack, bottom: bottom - rim }
  }
  const placed = texts
    .flatMap((text) => text.boxes.map((box) => ({ text, box: inner(box) })))
    .sort((one, other) => one.box.top - other.box.top)
  const told = new Set<string>()
  placed.forEach((one, index) => {
    for (const other of placed.slice(index + 1)) {
      if (other.box.top >= one.box.bottom) break
      if (one.text.node === other.text.node || one.text.layer !== other.text.layer) continue
      if (other.box.left >= one.box.right || one.box.left >= other.box.right) continue
      told.add(`${quote(one.text.words)} and ${quote(other.text.words)} lie over each other`)
    }
  })
  return [...new Set(faults), ...told]
}
