import { useCallback, useEffect, useState } from 'react'
import type { CreatePlot } from './plot.ts'

/** Loads what draws a chart: the library and its styles come with no other page. */
export type LoadPlot = () => Promise<{ createPlot: CreatePlot }>
export const loadPlot: LoadPlot = () => import('./plot.ts')

/** The code that draws, once it is there; `isMissing` where it could not be loaded. */
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
