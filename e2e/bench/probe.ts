/** Tasks over 50 ms of the page's main thread: how many, and the longest, in ms. */
export interface LongTasks {
  count: number
  longest: number
}

/** From an action, or from the start of a navigation, until the first row that it brings is painted. */
export interface Wait extends LongTasks {
  ms: number
}

/** A way to another page of the list. */
export interface Turn extends Wait {
  /** Its rows had been asked for before the click. */
  wasReadAhead: boolean
}

/** A scroll from its first movement to its last. */
export interface Scroll extends LongTasks {
  framesPerSecond: number
  /** In px. */
  distance: number
}

/** A page of the list. */
export interface ListPage {
  page: number
  limit: number
}

/** What {@link installProbe} puts into a page. */
interface Probe {
  firstRow: Promise<Wait>
  /** From the start until the page, its first row painted, takes the next action. */
  firstUsableRow: Promise<Wait>
  /** Clicks on the way to a page, and waits until another first row is painted. */
  turn(button: HTMLElement, to: ListPage): Promise<Turn>
  /** Clicks, and waits until the page has been read again and painted. */
  refresh(button: HTMLElement, page: ListPage): Promise<void>
  /** Clicks on the way to a client, and waits until its numbers are painted. */
  openClient(link: HTMLElement): Promise<Wait>
  /** Asks for something and reads the answer. In ms. */
  ask(path: string): Promise<number>
  /** Clicks, and waits until what it has read is painted. */
  readAgain(button: HTMLElement): Promise<Wait>
  /** Lets go of what browser and probe have written down of requests and tasks so far. */
  forget(): void
  /** Moves the page's clock on. */
  moveClock(ms: number): void
  /** How often the rows of a page have come. */
  countReads(page: ListPage): number
  /** Watches frames and scrolling from now on until what it returns is called. */
  watchScroll(): () => Scroll
}

declare global {
  interface Window {
    probe: Probe
  }
}

/**
 * Runs in a page, before its own scripts; it can use nothing else of this file.
 * @param idSelector finds the client's id in a row
 */
export function installProbe(idSelector: string): void {
  const tasks: PerformanceEntry[] = []
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()))
  observer.observe({ type: 'longtask', buffered: true })

  function longTasksBetween(start: number, end: number): LongTasks {
    tasks.push(...observer.takeRecords())
    const durations = tasks
      .filter((task) => task.startTime < end && task.startTime + task.duration > start)
      .map(({ duration }) => duration)
    return { count: durations.length, longest: Math.max(0, ...durations) }
  }

  /** The first frame from now paints what there is; when the second begins, that is done. */
  function whenPainted(): Promise<number> {
    return new Promise((resolve) => {
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())))
    })
  }

  /** Null also while the rows are those of the page before. */
  function firstId(): string | null {
    const id = document.querySelector(idSelector)
    return id === null || id.closest('[aria-busy="true"]') ? null : id.textContent
  }

  async function waitForRows(start: number, before: string | null): Promise<Wait> {
    await new Promise<void>((resolve) => {
      const look = () => {
        const id = firstId()
        if (id === null || id === before) return
        changes.disconnect()
        resolve()
      }
      const changes = new MutationObserver(look)
      const what = { childList: true, characterData: true, attributeFilter: ['aria-busy'] }
      changes.observe(document, { ...what, subtree: true })
      look()
    })
    const end = await whenPainted()
    return { ms: end - start, ...longTasksBetween(start, end) }
  }

  /** Answers with the rows of a page that have come. */
  function readsOf({ page, limit }: ListPage): PerformanceEntry[] {
    return performance.getEntriesByType('resource').filter(({ name }) => {
      const { searchParams } = new URL(name)
      return searchParams.get('_page') === `${page}` && searchParams.get('_limit') === `${limit}`
    })
  }

  /** A task of its own, as a click or a key is. */
  async function whenFree(): Promise<Wait> {
    await firstRow
    await new Promise((resolve) => setTimeout(resolve))
    const end = performance.now()
    return { ms: end, ...longTasksBetween(0, end) }
  }

  const firstRow = waitForRows(0, null)

  window.probe = {
    firstRow,
    firstUsableRow: whenFree(),

    async turn(button, to) {
      // A task of its own, as a click of the mouse is.
      await new Promise((resolve) => setTimeout(resolve))
      const before = firstId()
      const start = performance.now()
      button.click()
      const wait = await waitForRows(start, before)
      return { ...wait, wasReadAhead: readsOf(to).some(({ startTime }) => startTime < start) }
    },

    async refresh(button, page) {
      const before = readsOf(page).length
      button.click()
      do await whenPainted()
      while (readsOf(page).length === before || button.ariaBusy === 'true')
    },

    async openClient(link) {
      await new Promise((resolve) => setTimeout(resolve))
      const start = performance.now()
      link.click()
      await new Promise<void>((resolve) => {
        const changes = new MutationObserver(() => {
          if (!document.querySelector('main article')) return
          changes.disconnect()
          resolve()
        })
        changes.observe(document, { childList: true, subtree: true })
      })
      const end = await whenPainted()
      return { ms: end - start, ...longTasksBetween(start, end) }
    },

    async ask(path) {
      const start = performance.now()
      await (await fetch(path)).json()
      return performance.now() - start
    },

    async readAgain(button) {
      await new Promise((resolve) => setTimeout(resolve))
      const start = performance.now()
      button.click()
      let end = start
      do end = await whenPainted()
      while (button.ariaBusy === 'true')
      return { ms: end - start, ...longTasksBetween(start, end) }
    },

    forget() {
      tasks.length = 0
      observer.takeRecords()
      performance.clearResourceTimings()
    },

    moveClock(ms) {
      const now = Date.now.bind(Date)
      Date.now = () => now() + ms
    },

    countReads: (page) => readsOf(page).length,

    watchScroll() {
      const frames: number[] = []
      const moves: number[] = []
      let scrolled: Element | null = null
      const onFrame = () => {
        frames.push(performance.now())
        request = requestAnimationFrame(onFrame)
      }
      const onScroll = ({ target }: Event) => {
        moves.push(performance.now())
        scrolled = target instanceof Element ? target : document.scrollingElement
      }
      let request = requestAnimationFrame(onFrame)
      document.addEventListener('scroll', onScroll, { capture: true, passive: true })
      return () => {
        cancelAnimationFrame(request)
        document.removeEventListener('scroll', onScroll, { capture: true })
        const [start = 0, end = 0] = [moves[0], moves.at(-1)]
        const shown = frames.filter((at) => at > start && at <= end).length
        return {
          framesPerSecond: (shown * 1000) / (end - start),
          distance: scrolled?.scrollTop ?? 0,
          ...longTasksBetween(start, end),
        }
      }
    },
  }
}
