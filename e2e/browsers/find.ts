/** What the page says of a control. */
export interface Found {
  name: string
  /** The text that is shown. */
  text: string
  value: string
  isFocused: boolean
  /** Its middle, in px of the window, if nothing lies over it there. */
  at: { x: number; y: number } | null
}

/**
 * Finds what is shown and can be used, by role and name. Runs in the page.
 * @param name the whole name; a regular expression as its source
 * @param isPattern whether the name is a regular expression
 */
export function findInPage(role: string, name: string, isPattern: boolean): Found[] {
  const tags: Record<string, string> = {
    button: 'button',
    link: 'a[href]',
    textbox: 'input:not([type]), input[type=text], input[type=password], textarea',
    searchbox: 'input[type=search]',
    checkbox: 'input[type=checkbox]',
    dialog: 'dialog',
    heading: 'h1, h2, h3, h4',
    img: 'img',
    region: 'section[aria-label], section[aria-labelledby]',
    table: 'table',
  }
  const clean = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim()
  const nameOf = (element: HTMLElement): string => {
    const by = element.getAttribute('aria-labelledby')
    if (by !== null) {
      return clean(
        by
          .split(' ')
          .map((id) => document.getElementById(id)?.textContent)
          .join(' '),
      )
    }
    const label = element.getAttribute('aria-label')
    if (label !== null) return clean(label)
    const labels = (element as HTMLInputElement).labels
    if (labels && labels.length > 0) return clean(labels[0]?.textContent)
    return clean(element.textContent) || clean(element.title)
  }
  const isMeant = (element: HTMLElement) =>
    isPattern ? new RegExp(name).test(nameOf(element)) : nameOf(element) === name
  const modals = document.querySelectorAll('dialog:modal')
  const modal = modals[modals.length - 1]
  const canBeUsed = (element: HTMLElement) =>
    element.checkVisibility({ visibilityProperty: true }) &&
    (modal === undefined || modal.contains(element))

  const selector = [tags[role] && `:is(${tags[role]}):not([role])`, `[role=${role}]`]
    .filter(Boolean)
    .join(', ')
  const place = (element: HTMLElement) => {
    element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    const { x, y, width, height } = element.getBoundingClientRect()
    const middle = { x: x + width / 2, y: y + height / 2 }
    const top = document.elementFromPoint(middle.x, middle.y)
    return top !== null && (element.contains(top) || top.contains(element)) ? middle : null
  }
  return [...document.querySelectorAll<HTMLElement>(selector)]
    .filter((element) => canBeUsed(element) && isMeant(element))
    .map((element) => ({
      name: nameOf(element),
      text: element.innerText,
      value: (element as HTMLInputElement).value ?? '',
      isFocused: element === document.activeElement,
      at: place(element),
    }))
}
