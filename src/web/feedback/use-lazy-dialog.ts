import { useEffect, useEffectEvent, useState, type ComponentType } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { useToast } from '../ui/toaster.tsx'
import { whenIdle } from '../ui/browser/when-idle.ts'

/**
 * A dialog whose code is loaded when it is first opened, or, with `ahead`, as soon as the browser
 * has nothing else to do. Where it cannot be loaded, a toast says so and the page stays as it is.
 * @returns `Dialog` to render while it is open, else null
 */
export function useLazyDialog<Props>(
  load: () => Promise<{ default: ComponentType<Props> }>,
  { ahead = false } = {},
) {
  const { messages } = useI18n()
  const showToast = useToast()
  const [isOpen, setIsOpen] = useState(false)
  const [Dialog, setDialog] = useState<ComponentType<Props> | null>(null)
  const open = () => {
    setIsOpen(true)
    if (Dialog) return
    load().then(
      ({ default: Loaded }) => setDialog(() => Loaded),
      () => {
        setIsOpen(false)
        showToast(messages.errors['gateway-unreachable'].title)
      },
    )
  }

  const loadAhead = useEffectEvent(() => {
    load().then(
      ({ default: Loaded }) => setDialog(() => Loaded),
      // Opening it tries again, and tells.
      () => {},
    )
  })
  useEffect(() => (ahead ? whenIdle(() => loadAhead()) : undefined), [ahead])

  return { Dialog: isOpen ? Dialog : null, open, close: () => setIsOpen(false) }
}
