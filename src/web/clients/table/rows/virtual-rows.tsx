import { useImperativeHandle, type ComponentProps, type ReactNode, type Ref } from 'react'
import { useVirtualRows, type VirtualRow, type VirtualRowsOptions } from './use-virtual-rows.ts'

/** Scrolls to a row by its index, so that it comes into the document. */
export type ScrollToRow = (index: number) => void

interface VirtualRowsProps extends VirtualRowsOptions {
  /** What the body of the table gets, whichever rows are in it. */
  body: ComponentProps<'tbody'>
  scrollToRef: Ref<ScrollToRow>
  children: (row: VirtualRow) => ReactNode
}

/** The body of a long list: only the rows in sight are in the document, some around, and one that is kept. */
export function VirtualRows({ body, scrollToRef, children, ...options }: VirtualRowsProps) {
  const { height, items, scrollToIndex } = useVirtualRows(options)
  useImperativeHandle(scrollToRef, () => scrollToIndex)
  return (
    <tbody {...body} style={{ blockSize: height }}>
      {items.map(children)}
    </tbody>
  )
}
