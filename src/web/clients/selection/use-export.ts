import type { Client } from '../../../contract/client.ts'
import { useI18n } from '../../i18n/i18n.tsx'
import { useToast } from '../../ui/toaster.tsx'

/** Saves clients as a file, with everything that the broker has said about them. Loads its code on demand. */
export function useExport() {
  const { messages, language } = useI18n()
  const showToast = useToast()
  return (format: 'csv' | 'json', clients: readonly Client[]) =>
    import('./save-clients.ts').then(
      ({ saveClients }) => saveClients(format, clients, language, showToast),
      () => void showToast(messages.errors['gateway-unreachable'].title),
    )
}
