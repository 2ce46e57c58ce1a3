import styles from './skeleton-rows.module.css'

/** Stands where the rows will be, on the first load only. */
export function SkeletonRows({ label }: { label: string }) {
  return (
    <div className={styles.rows} role="status">
      <span className="visually-hidden">{label}</span>
      {Array.from({ length: 12 }, (_, index) => (
        <div key={index} className={styles.row} aria-hidden="true" />
      ))}
    </div>
  )
}
