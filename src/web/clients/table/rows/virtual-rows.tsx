// The body of a long list.
import { useImperativeHandle, type ComponentProps, type ReactNode, type Ref } from 'react'
import { useVirtualRows, type VirtualRow, type VirtualRowsOptions } from './use-virtual-rows.ts'

/** Scrolls to a row by its index, so that it comes into the document. */
export type ScrollToRow = (index: number) => void

interface VirtualRowsProps extends VirtualRowsOptions {
  /** Props for the body of the table. */
  body: ComponentProps<'tbody'>
  scrollToRef: Ref<ScrollToRow>
  children: (row: VirtualRow) => ReactNode
}

/** The body of a long list: the document holds only the rows in sight, some around them, and a kept one. */
export function VirtualRows({ body, scrollToRef, children, ...options }: VirtualRowsProps) {
  const { height, items, scrollToIndex } = useVirtualRows(options)
  useImperativeHandle(scrollToRef, () => scrollToIndex)
  return (
    <tbody {...body} style={{ blockSize: height }}>
      {items.map(children)}
    </tbody>
  )
}
