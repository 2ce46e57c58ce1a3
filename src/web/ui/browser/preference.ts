// Choices that this browser keeps, each under a name. Its tabs follow each other.
import { useSyncExternalStore } from 'react'
import { createListeners } from './listeners.ts'

const PREFIX = 'roster.'

/** Values of this page alone. They count before those that are kept. */
const ofThisPage = new Map<string, string>()

const { subscribe, tell } = createListeners()

/** Calls back after each change of a value, in this tab or another. Returns the unsubscribe function. */
export function onPreference(listener: () => void): () => void {
  const unsubscribe = subscribe(listener)
  // The browser tells of what other tabs have kept.
  window.addEventListener('storage', listener)
  return () => {
    unsubscribe()
    window.removeEventListener('storage', listener)
  }
}

/** The value as in {@link readPreference}. Renders when it changes, in this tab or another. */
export function usePreference(name: string): string | null {
  return useSyncExternalStore(onPreference, () => readPreference(name))
}

/** The value of this page, else the kept value, else null. */
export function readPreference(name: string): string | null {
  const value = ofThisPage.get(name)
  if (value !== undefined) return value
  try {
    return localStorage.getItem(PREFIX + name)
  } catch {
    return null
  }
}

/** Keeps a value. Returns false, and changes nothing, if the storage is blocked or full. */
export function keepPreference(name: string, value: string): boolean {
  try {
    localStorage.setItem(PREFIX + name, value)
    ofThisPage.delete(name)
    tell()
    return true
  } catch {
    return false
  }
}

/** Keeps a value. If the storage is blocked, the value lasts as long as the page. */
export function writePreference(name: string, value: string): void {
  if (!keepPreference(name, value) && isBlocked()) setForThisPage(name, value)
}

/** True, for example, in the frame of another site in some browsers. */
function isBlocked(): boolean {
  try {
    localStorage.getItem(PREFIX)
    return false
  } catch {
    return true
  }
}

/** Sets a value for this page only. */
export function setForThisPage(name: string, value: string): void {
  ofThisPage.set(name, value)
  tell()
}
