import { useState, type ComponentProps, type ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import Menu, { type MenuGroup } from '../ui/popover/menu.tsx'

interface MenuButtonProps extends Omit<ComponentProps<typeof Button>, 'onClick'> {
  /** The name of the menu. */
  label: string
  /** Called when the menu opens. */
  groups: () => readonly MenuGroup[]
  children: ReactNode
}

/** A button that opens a menu. */
export function MenuButton({ label, groups, children, ...rest }: MenuButtonProps) {
  const [opener, setOpener] = useState<HTMLElement | null>(null)
  return (
    <>
      <Button
        aria-haspopup="menu"
        aria-expanded={opener !== null}
        onClick={({ currentTarget }) => setOpener(opener === null ? currentTarget : null)}
        {...rest}
      >
        {children}
      </Button>
      {opener && <Menu {...{ opener, label }} groups={groups()} onClose={() => setOpener(null)} />}
    </>
  )
}
