// The part of an error that is logged: name, message and code. Other properties may hold secrets: an error of
// the HTTP parser holds the raw packet with its headers.
import { inspect } from 'node:util'
import { escapeControls } from './json-line.ts'

/** A longer message is cut, in characters. */
const LONGEST_MESSAGE = 500

interface LoggedError {
  name: string
  message: string
  /** Code of the system, Node or a library. */
  code?: string
}

/** The part to log of any thrown value. */
export function loggedError(error: unknown): LoggedError {
  if (!(error instanceof Error))
    return { name: 'Error', message: cut(inspect(error, { depth: 0 })) }
  const { name, message } = error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return { name: cut(name), message: cut(message), ...(code !== undefined && { code: cut(code) }) }
}

/** Replaces each error among the values of a log entry by its {@link loggedError}. */
export function withLoggedErrors(values: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(values)
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value instanceof Error ? loggedError(value) : value]),
  )
}

/** An error as one line of text, safe for a terminal. */
export function errorLine(error: unknown): string {
  const { name, message } = loggedError(error)
  return escapeControls(`${name}: ${message}`)
}

function cut(text: string): string {
  return text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}…` : text
}
