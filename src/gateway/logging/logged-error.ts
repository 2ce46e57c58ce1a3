// What is written of an error: its name, message and code, never its other properties. An error of an
// HTTP parser, for one, holds the raw packet, and with it headers and secrets.
import { inspect } from 'node:util'
import { escapeControls } from './json-line.ts'

/** Longest message that is written whole, in characters. */
const LONGEST_MESSAGE = 500

interface LoggedError {
  name: string
  message: string
  /** Of the system, Node or a library. */
  code?: string
}

/** What the log holds of anything that was thrown. */
export function loggedError(error: unknown): LoggedError {
  if (!(error instanceof Error))
    return { name: 'Error', message: cut(inspect(error, { depth: 0 })) }
  const { name, message } = error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return { name: cut(name), message: cut(message), ...(code !== undefined && { code: cut(code) }) }
}

/** The same for each error among the values of what is logged, under any name. */
export function withLoggedErrors(values: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(values)
  return Object.fromEntries(
    entries.map(([name, value]) => [name, value instanceof Error ? loggedError(value) : value]),
  )
}

/** An error as one line of text, with nothing in it that acts on a terminal. */
export function errorLine(error: unknown): string {
  const { name, message } = loggedError(error)
  return escapeControls(`${name}: ${message}`)
}

function cut(text: string): string {
  return text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}…` : text
}
