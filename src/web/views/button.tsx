import { useI18n } from '../i18n/i18n.tsx'
import { useLazyDialog } from '../feedback/use-lazy-dialog.ts'
import { Button } from '../ui/button.tsx'
import { visibleText } from '../ui/device-text.tsx'
import styles from './button.module.css'
import { useViews } from './views.ts'

interface ViewsButtonProps {
  /** Query of the list that is shown, as `writeSearch` writes it. */
  search: string
}

/** Opens the views that this browser keeps, and names the one that is shown. */
export function ViewsButton({ search }: ViewsButtonProps) {
  const { messages } = useI18n()
  const current = useViews().views.find((view) => view.search === search)
  const { Dialog, open, close } = useLazyDialog(() => import('./dialog.tsx'))
  return (
    <>
      <Button className={styles.button} aria-haspopup="dialog" onClick={open}>
        <span className={styles.name}>
          {current ? messages.views.current(visibleText(current.name)) : messages.views.button}
        </span>
      </Button>
      {Dialog && <Dialog search={search} onClose={close} />}
    </>
  )
}
