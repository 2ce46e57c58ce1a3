import { blocks } from './blocks.tsx'
import styles from './gallery-page.module.css'

/** Shows all building blocks in all states. Only `npm run dev` serves it, at `/gallery`. */
export default function GalleryPage() {
  return (
    <main id="content" className={styles.page} tabIndex={-1}>
      <title>Gallery · Roster</title>
      <h1>Gallery</h1>
      {blocks.map((block) => (
        <section key={block.name} aria-label={block.name}>
          <h2>{block.name}</h2>
          <ul className={styles.states}>
            {block.states.map(({ name, element }) => (
              <li key={name} className={styles.state} tabIndex={0} aria-label={name}>
                <p className={styles.name}>{name}</p>
                {element}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </main>
  )
}
