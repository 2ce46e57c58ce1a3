// Code that is loaded when it is needed. Every lazy part goes this way.
import { queryOptions } from '@tanstack/react-query'
import * as v from 'valibot'
import { createStore } from '../ui/store.ts'
import { ApiError } from './api-error.ts'
import { callGateway } from './http.ts'

/** True once code was asked for that the gateway does not have: it runs another build than this page. */
export const isUpdated = createStore(false)

/**
 * Loads code by an `import()`.
 * @throws {ApiError} `updated`, if the gateway answers but does not have the code
 */
export async function loadCode<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch {
    // The import does not say why it failed.
    await callGateway(v.unknown(), 'GET', '/session')
    return load().catch((cause: unknown) => {
      isUpdated.set(true)
      throw new ApiError(cause, 'updated')
    })
  }
}

/**
 * A lazy chunk as a query. It can be prefetched, and the first render then has it.
 * @param name the chunk's own part of the query key
 */
export function codeQuery<T>(name: string, load: () => Promise<T>) {
  return queryOptions({
    queryKey: ['code', name],
    queryFn: () => loadCode(load),
    staleTime: Infinity,
    gcTime: Infinity,
    // A component cannot be compared.
    structuralSharing: false,
  })
}
