import { useI18n } from '../i18n/i18n.tsx'
import styles from './keys.module.css'

const NAMES: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  ContextMenu: '☰',
  ' ': '␣',
}

/** Alternative keys of one command. */
export function Keys({ keys }: { keys: readonly string[] }) {
  const { or } = useI18n().messages.commands
  return (
    <span className={styles.keys}>
      {keys.map((key, index) => (
        <span key={key}>
          {index > 0 && <span className={styles.or}>{or}</span>}
          <kbd>{NAMES[key] ?? key}</kbd>
        </span>
      ))}
    </span>
  )
}
