import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** True while the page is being printed. What it renders then is on the paper. */
export function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(() => matchMedia('print').matches)
  useEffect(() => {
    // The browser takes the page as it is when the event is over.
    const show = (is: boolean) => flushSync(() => setPrinting(is))
    const begin = () => show(true)
    const end = () => show(false)
    // A preview of the printed page in the developer tools sends no other event.
    const paper = matchMedia('print')
    const change = ({ matches }: MediaQueryListEvent) => show(matches)
    addEventListener('beforeprint', begin)
    addEventListener('afterprint', end)
    paper.addEventListener('change', change)
    return () => {
      removeEventListener('beforeprint', begin)
      removeEventListener('afterprint', end)
      paper.removeEventListener('change', change)
    }
  }, [])
  return isPrinting
}
