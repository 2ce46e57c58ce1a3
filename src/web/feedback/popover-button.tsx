import { useState, type ComponentProps, type ComponentType, type ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { useLazyDialog } from './use-lazy-dialog.ts'

/** What a popover of its own chunk gets from its button. */
export interface OpenedProps {
  opener: HTMLElement
  onClose: () => void
}

interface PopoverButtonProps<Props> extends Omit<ComponentProps<typeof Button>, 'onClick'> {
  load: () => Promise<{ default: ComponentType<Props & OpenedProps> }>
  /** Props of the popover. */
  give: Props
  kind?: 'menu' | 'dialog'
  children: ReactNode
}

/** A button that opens a popover or a menu, which is loaded when it first opens. */
export function PopoverButton<Props extends object>(props: PopoverButtonProps<Props>) {
  const { load, give, kind = 'menu', children, ...rest } = props
  const [opener, setOpener] = useState<HTMLElement | null>(null)
  const { Dialog: Panel, open, close } = useLazyDialog(load)
  const isOpen = Panel !== null
  return (
    <>
      <Button
        aria-haspopup={kind}
        aria-expanded={isOpen}
        onClick={({ currentTarget }) => {
          setOpener(currentTarget)
          if (isOpen) close()
          else open()
        }}
        {...rest}
      >
        {children}
      </Button>
      {Panel && opener && <Panel {...give} opener={opener} onClose={close} />}
    </>
  )
}
