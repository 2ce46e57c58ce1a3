import { useState, type ComponentType } from 'react'
import { useI18n } from '../i18n/i18n.tsx'
import { useToast } from '../ui/toaster.tsx'

/**
 * A dialog whose code is loaded when it is first opened. Where it cannot be loaded, a toast says so
 * and the page stays as it is.
 * @returns `Dialog` to render while it is open, else null
 */
export function useLazyDialog<Props>(load: () => Promise<{ default: ComponentType<Props> }>) {
  const { messages } = useI18n()
  const showToast = useToast()
  const [Dialog, setDialog] = useState<ComponentType<Props> | null>(null)
  const open = () =>
    load().then(
      ({ default: Loaded }) => setDialog(() => Loaded),
      () => showToast(messages.errors['gateway-unreachable'].title),
    )
  return { Dialog, open: () => void open(), close: () => setDialog(null) }
}
