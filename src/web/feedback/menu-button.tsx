import { useState, type ComponentProps, type ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import type { MenuGroup } from '../ui/popover/menu.tsx'
import { useLazyDialog } from './use-lazy-dialog.ts'

interface MenuButtonProps extends Omit<ComponentProps<typeof Button>, 'onClick'> {
  /** The name of the menu. */
  label: string
  /** Called when the menu opens. */
  groups: () => readonly MenuGroup[]
  children: ReactNode
}

/** A button that opens a menu. The code of menus is loaded when the first one opens. */
export function MenuButton({ label, groups, children, ...rest }: MenuButtonProps) {
  const [opener, setOpener] = useState<HTMLElement | null>(null)
  const menu = useLazyDialog(() => import('../ui/popover/menu.tsx'))
  const isOpen = menu.Dialog !== null
  return (
    <>
      <Button
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={({ currentTarget }) => {
          setOpener(currentTarget)
          if (isOpen) menu.close()
          else menu.open()
        }}
        {...rest}
      >
        {children}
      </Button>
      {menu.Dialog && opener && (
        <menu.Dialog {...{ opener, label }} groups={groups()} onClose={menu.close} />
      )}
    </>
  )
}
