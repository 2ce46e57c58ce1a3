import styles from './icon.module.css'

/**
 * An icon of 16 px in the colour of its text. It is decoration: the words beside it, or the label of its
 * button, say what it means.
 * @param path one of `first-icons.ts` or `rare-icons.ts`
 */
export function icon(path: string, className = '') {
  return (
    <svg className={`${styles.icon} ${className}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  )
}
