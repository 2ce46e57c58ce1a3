/** What a browser must be able to do to be driven as a person drives it. */

/** One window, with cookies and storage of its own. */
export interface Tab {
  goTo(url: string): Promise<void>
  /** Runs a function in the page. It must refer to nothing outside of itself. */
  evaluate<Given extends readonly unknown[], Answer>(
    act: (...given: Given) => Answer,
    ...given: Given
  ): Promise<Answer>
  /** Clicks at a point of the window, in px. */
  clickAt(x: number, y: number): Promise<void>
  /** Presses a key, or `Control+k`. */
  press(keys: string): Promise<void>
  type(text: string): Promise<void>
  close(): Promise<void>
}

/** A browser that runs. */
export interface Engine {
  openTab(): Promise<Tab>
  close(): Promise<void>
}

/** A browser that may be on this machine. */
export interface Browser {
  name: string
  /** Programs that it needs. */
  programs: readonly string[]
  start(): Promise<Engine>
}

/** The size of each window. */
export const windowSize = { width: 1280, height: 800 }

/** Not a language: what a browser says that was started without one. The page must bear it. */
export const NO_LANGUAGE = 'C'

/** Splits `Control+k` into the key and those that are held meanwhile. */
export function splitKeys(keys: string): { held: string[]; key: string } {
  const parts = keys.split('+')
  return { held: parts.slice(0, -1), key: parts.at(-1) ?? '' }
}
