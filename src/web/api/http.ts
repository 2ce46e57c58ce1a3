// Calls to the gateway.
import type * as v from 'valibot'
import { readAnswer } from '../../contract/answer.ts'
import { GUARD_HEADER } from '../../contract/session.ts'
import { embedRequestInit } from './embed-session.ts'
import { ApiError } from './api-error.ts'
import { basePath } from './base-path.ts'
import { tellSignedOut } from './events.ts'
import { countSleep } from '../ui/browser/steady-clock.ts'

/** Longer than the 60 s that the gateway waits for the broker, so that its answer comes first. */
const SILENCE_LIMIT_MS = 70_000

/** How soon to ask again after an error, in ms. */
export const RECOVERY_MS = 5_000

/** When the broker answered, in ms since the epoch. The gateway may have kept the answer since. */
export function answeredAt({ headers }: Response): number {
  return Date.now() - Number(headers.get('age') ?? 0) * 1000
}

/**
 * Calls the gateway and returns the checked answer.
 * @param path below the base path, with its query
 * @param more headers; a call with any of them does not use the preloaded request
 * @throws {ApiError} for every failure, except if `signal` aborts
 */
export function callGateway<T>(
  schema: v.GenericSchema<unknown, T>,
  method: 'GET' | 'DELETE',
  path: string,
  signal?: AbortSignal,
  more?: Record<string, string>,
): Promise<T> {
  return readFromGateway(
    async (response) => readAnswer(schema, response.status, await response.text()),
    method,
    path,
    signal,
    more,
  )
}

/**
 * Calls the gateway and returns what `read` makes of the response.
 * @param read must stop when its `signal` aborts
 * @throws {ApiError} like {@link callGateway}
 */
export async function readFromGateway<T>(
  read: (response: Response, signal: AbortSignal) => Promise<T>,
  method: 'GET' | 'DELETE',
  path: string,
  signal?: AbortSignal,
  more?: Record<string, string>,
): Promise<T> {
  const timeout = AbortSignal.timeout(SILENCE_LIMIT_MS)
  const limit = signal ? AbortSignal.any([signal, timeout]) : timeout
  const guard = method === 'GET' ? {} : { [GUARD_HEADER]: '1' }
  const { headers, ...init } = embedRequestInit()
  const request: RequestInit = {
    ...init,
    method,
    headers: { ...headers, ...guard, ...more },
    signal: limit,
    // Else Chromium holds a call back for 20 s while another one with the same address has no answer yet,
    // in any tab.
    cache: 'reload',
  }
  try {
    const response = await fetch(basePath + path, request)
    countSleep(response.headers.get('date'))
    return await read(response, limit)
  } catch (error) {
    signal?.throwIfAborted()
    const failure = new ApiError(error)
    if (failure.reason === 'signed-out') tellSignedOut()
    throw failure
  }
}

/**
 * Sends the gateway a value as JSON.
 * @throws {ApiError} for every failure
 */
export async function postToGateway<T>(
  schema: v.GenericSchema<unknown, T>,
  path: string,
  value: unknown,
): Promise<T> {
  try {
    const { headers, ...init } = embedRequestInit()
    const response = await fetch(basePath + path, {
      ...init,
      method: 'POST',
      headers: { ...headers, [GUARD_HEADER]: '1', 'content-type': 'application/json' },
      body: JSON.stringify(value),
      signal: AbortSignal.timeout(SILENCE_LIMIT_MS),
    })
    return readAnswer(schema, response.status, await response.text())
  } catch (error) {
    throw new ApiError(error)
  }
}
