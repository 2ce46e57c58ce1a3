import { useState } from 'react'
import type { UseQueryResult } from '@tanstack/react-query'

/**
 * The error of a query without data, also during the next read. The query itself forgets the error
 * then, and a page that showed its state would flip between error and loading.
 * @param key identifies the subject of the query; another subject starts without an error
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
