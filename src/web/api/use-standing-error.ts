import { useState } from 'react'
import type { UseQueryResult } from '@tanstack/react-query'

/**
 * The error of a query that has no data, also while it is being asked again: the query forgets it
 * then, and a page that followed would flip between error and loading.
 * @param key what is asked: the error of one thing says nothing of another
 */
export function useStandingError(
  { error, isPending, isPlaceholderData }: UseQueryResult,
  key: string,
): Error | null {
  const [last, setLast] = useState<{ key: string; error: Error } | null>(null)
  if (error && (last?.error !== error || last.key !== key)) setLast({ key, error })
  if (error) return error
  return (isPending || isPlaceholderData) && last?.key === key ? last.error : null
}
