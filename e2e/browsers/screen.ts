import { setTimeout as delay } from 'node:timers/promises'
import type { Tab } from './engine.ts'
import { findInPage, type Found } from './find.ts'

type Name = string | RegExp

/** As long as the specs of Chromium wait. */
const PATIENCE_MS = 15_000
const LOOK_EACH_MS = 100

/** The most Tab presses to a control before it counts as out of reach. */
const MOST_TABS = 60

/** A page as a person uses it: what has a role and a name can be seen, clicked and reached by Tab. */
export class Screen {
  readonly #tab: Tab
  readonly #origin: string

  constructor(tab: Tab, origin: string) {
    this.#tab = tab
    this.#origin = origin
  }

  async open(path: string): Promise<void> {
    await this.#tab.goTo(this.#origin + path)
    // What goes wrong from now on; a document that is left takes its list with it.
    await this.#tab.evaluate(() => {
      const faults: string[] = []
      Object.assign(window, { faultsOfTest: faults })
      addEventListener('error', ({ message }) => {
        // A notice: something changed its size once more within a frame.
        if (!message.startsWith('ResizeObserver loop')) faults.push(message)
      })
      addEventListener('unhandledrejection', ({ reason }) => faults.push(String(reason)))
      document.addEventListener('securitypolicyviolation', ({ blockedURI, violatedDirective }) =>
        faults.push(`${violatedDirective}: ${blockedURI}`),
      )
    })
  }

  /** Exceptions and breaches of the CSP since the page was opened. */
  faults(): Promise<string[]> {
    return this.#tab.evaluate(
      () => (window as { faultsOfTest?: string[] } & Window).faultsOfTest ?? [],
    )
  }

  /** Path and query of the address. */
  address(): Promise<string> {
    return this.#tab.evaluate(() => location.pathname + location.search)
  }

  evaluate: Tab['evaluate'] = (act, ...given) => this.#tab.evaluate(act, ...given)

  press(keys: string): Promise<void> {
    return this.#tab.press(keys)
  }

  type(text: string): Promise<void> {
    return this.#tab.type(text)
  }

  find(role: string, name: Name): Promise<Found[]> {
    return typeof name === 'string'
      ? this.#tab.evaluate(findInPage, role, name, false)
      : this.#tab.evaluate(findInPage, role, name.source, true)
  }

  async see(role: string, name: Name): Promise<Found> {
    const [found] = await this.#until(role, name, (all) => all.length > 0, 'is not seen')
    return found as Found
  }

  async seeNo(role: string, name: Name): Promise<void> {
    await this.#until(role, name, (all) => all.length === 0, 'is still seen')
  }

  async seeText(role: string, name: Name, text: RegExp): Promise<void> {
    const isShown = (all: Found[]) => all.some((one) => text.test(one.text))
    await this.#until(role, name, isShown, `does not say ${text.source}`)
  }

  async seeFocusOn(role: string, name: Name): Promise<void> {
    await this.#until(role, name, (all) => all.some((one) => one.isFocused), 'has no focus')
  }

  async seeAddress(address: RegExp): Promise<void> {
    await until(
      () => this.address(),
      (now) => address.test(now),
      (now) => `the address is ${now}`,
    )
  }

  async seeBackground(colour: string): Promise<void> {
    await until(
      () => this.evaluate(() => getComputedStyle(document.documentElement).backgroundColor),
      (now) => now === colour,
      (now) => `the background is ${now}`,
    )
  }

  /** Clicks a control once it stands still. */
  async click(role: string, name: Name): Promise<void> {
    let before: Found['at'] = null
    const stands = ([first]: Found[]) => {
      const at = first?.at ?? null
      const isStill = at !== null && at.x === before?.x && at.y === before.y
      before = at
      return isStill
    }
    const [found] = await this.#until(role, name, stands, 'cannot be clicked')
    if (found?.at) await this.#tab.clickAt(found.at.x, found.at.y)
  }

  /** Goes on by Tab until the control has the focus. */
  async tabTo(role: string, name: Name): Promise<void> {
    await this.see(role, name)
    for (let times = 0; times < MOST_TABS; times++) {
      if ((await this.find(role, name)).some((one) => one.isFocused)) return
      await this.press('Tab')
    }
    throw new Error(`${role} ${String(name)} cannot be reached by Tab`)
  }

  #until(
    role: string,
    name: Name,
    isRight: (all: Found[]) => boolean,
    otherwise: string,
  ): Promise<Found[]> {
    const seen = (all: Found[]) => all.map((one) => JSON.stringify(one.text.slice(0, 200))).join()
    return until(
      () => this.find(role, name),
      isRight,
      (all) => `${role} ${String(name)} ${otherwise}; seen: ${seen(all) || 'none'}`,
    )
  }
}

/** Looks again and again until it is right. */
async function until<Seen>(
  look: () => Promise<Seen>,
  isRight: (seen: Seen) => boolean,
  otherwise: (seen: Seen) => string,
): Promise<Seen> {
  const end = performance.now() + PATIENCE_MS
  for (;;) {
    const seen = await look()
    if (isRight(seen)) return seen
    if (performance.now() > end) throw new Error(otherwise(seen))
    await delay(LOOK_EACH_MS)
  }
}
