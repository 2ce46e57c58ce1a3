import { useEffect, useEffectEvent, type RefObject } from 'react'
import type { Client } from '../../../../contract/client.ts'
import type { TableRow } from '../rows/client-row.tsx'
import { rowIndexOf } from '../rows/use-active-row.ts'
import { CellTools } from './cell-tools.tsx'
import { RowMenu } from './row-menu.tsx'

/** The client whose menu is open, and the button in its row that the menu stands beside. */
export interface MenuPlace {
  client: Client
  opener: HTMLElement
}

interface RowToolsProps {
  rows: readonly TableRow[]
  bodyRef: RefObject<HTMLElement | null>
  /** Null while no menu is open. */
  menuAt: MenuPlace | null
  /** Why no client can be kicked; null if one can. */
  refusal: string | null
  isNarrow: boolean
  pick: (index: number, asRange: boolean) => void
  open: (client: Client | undefined, inNewTab?: boolean) => void
  openMenu: (index: number) => void
  closeMenu: () => void
  onKick: (client: Client) => void
}

/** What rows do beside a click, once for the table: menu, middle button, long press, buttons over a cell. */
export default function RowTools(props: RowToolsProps) {
  const { rows, bodyRef, menuAt, refusal, isNarrow, pick, open, openMenu, closeMenu, onKick } =
    props

  const onAuxClick = useEffectEvent(({ target, button }: MouseEvent) => {
    if (button === 1 && isBesideLink(target)) open(rows[rowIndexOf(target)]?.original, true)
  })
  const onContextMenu = useEffectEvent((event: PointerEvent) => {
    const index = rowIndexOf(event.target as Element)
    if (event.pointerType === 'touch') pick(index, false)
    // From the keyboard. The right button of a mouse opens the browser's own.
    else if (event.button !== 2 && !event.ctrlKey) openMenu(index)
    else return
    event.preventDefault()
  })
  useEffect(() => {
    const body = bodyRef.current
    if (!body) return
    const aux = (event: MouseEvent) => onAuxClick(event)
    const context = (event: PointerEvent) => onContextMenu(event)
    body.addEventListener('auxclick', aux)
    body.addEventListener('mousedown', keepFromScrolling)
    body.addEventListener('contextmenu', context)
    return () => {
      body.removeEventListener('auxclick', aux)
      body.removeEventListener('mousedown', keepFromScrolling)
      body.removeEventListener('contextmenu', context)
    }
  }, [bodyRef])

  return (
    <>
      {!isNarrow && <CellTools {...{ rows, bodyRef }} />}
      {menuAt && (
        <RowMenu
          {...menuAt}
          refusal={refusal}
          onClose={closeMenu}
          onOpen={() => open(menuAt.client)}
          onKick={() => onKick(menuAt.client)}
        />
      )}
    </>
  )
}

function isBesideLink(target: EventTarget | null): target is Element {
  return target instanceof Element && target.closest('a') === null
}

/** The middle button would start to scroll. */
function keepFromScrolling(event: MouseEvent): void {
  if (event.button === 1 && isBesideLink(event.target)) event.preventDefault()
}
