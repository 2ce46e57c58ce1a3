import { useEffect, useEffectEvent, useState, type ComponentType } from 'react'
import { loadCode } from '../api/code-query.ts'
import { whenIdle } from '../ui/browser/when-idle.ts'
import { useFailureToast } from './use-failure-toast.ts'

/**
 * A dialog in a chunk of its own. The chunk is loaded when the dialog is first opened or, with
 * `ahead`, as soon as the browser is idle. If it cannot be loaded, a toast says so.
 * @returns `Dialog` to render while the dialog is open, else null
 */
export function useLazyDialog<Props>(
  load: () => Promise<{ default: ComponentType<Props> }>,
  { ahead = false } = {},
) {
  const showFailure = useFailureToast()
  const [isOpen, setIsOpen] = useState(false)
  const [Dialog, setDialog] = useState<ComponentType<Props> | null>(null)
  const open = () => {
    setIsOpen(true)
    if (Dialog) return
    loadCode(load).then(
      ({ default: Loaded }) => setDialog(() => Loaded),
      (error: unknown) => {
        setIsOpen(false)
        showFailure(error)
      },
    )
  }

  const loadAhead = useEffectEvent(() => {
    loadCode(load).then(
      ({ default: Loaded }) => setDialog(() => Loaded),
      // Opening the dialog tries again, and shows a failure.
      () => {},
    )
  })
  useEffect(() => (ahead ? whenIdle(() => loadAhead()) : undefined), [ahead])

  return { Dialog: isOpen ? Dialog : null, open, close: () => setIsOpen(false) }
}
