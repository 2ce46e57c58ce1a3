// The code that draws charts, in a chunk of its own.
import { useCallback, useEffect, useState } from 'react'
import { loadCode } from '../../../api/code-query.ts'
import type { CreatePlot } from './plot.ts'

/** Loads the code that draws, with the library and its styles. */
export type LoadPlot = () => Promise<{ createPlot: CreatePlot }>

/** The default {@link LoadPlot}. */
export const loadPlot: LoadPlot = () => loadCode(() => import('./plot.ts'))

/** The code that draws; null until it is loaded. `isMissing`: it could not be loaded. */
export function usePlotCode(load: LoadPlot) {
  const [createPlot, setCreatePlot] = useState<CreatePlot | null>(null)
  const [isMissing, setIsMissing] = useState(false)
  const fetchCode = useCallback(
    () =>
      load().then(
        ({ createPlot: loaded }) => setCreatePlot(() => loaded),
        () => setIsMissing(true),
      ),
    [load],
  )
  useEffect(() => void fetchCode(), [fetchCode])
  const retry = () => {
    setIsMissing(false)
    void fetchCode()
  }
  return { createPlot, isMissing, retry }
}
