import type { ButtonHTMLAttributes, Ref } from 'react'
import styles from './button.module.css'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `danger` for what destroys, `quiet` for what stands in a row of many. */
  look?: 'plain' | 'danger' | 'quiet'
  ref?: Ref<HTMLButtonElement>
}

/** A button. Its class can also be had for a link that acts as one: {@link buttonClass}. */
export function Button({ look = 'plain', className = '', ...rest }: ButtonProps) {
  return <button type="button" className={`${buttonClass(look)} ${className}`} {...rest} />
}

/** Class of a button's look. */
export function buttonClass(look: 'plain' | 'danger' | 'quiet' = 'plain'): string {
  return `${styles.button} ${styles[look] ?? ''}`
}
