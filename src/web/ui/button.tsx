// Buttons, and links that look like one.
import type { ButtonHTMLAttributes, Ref } from 'react'
import styles from './button.module.css'

/**
 * The four kinds: `primary` is the one thing that a form or dialog is for, `danger` destroys something,
 * `quiet` has no border: for a button in a row of many.
 */
type ButtonVariant = 'primary' | 'plain' | 'quiet' | 'danger'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: ButtonVariant
  ref?: Ref<HTMLButtonElement>
}

/** A button that submits no form unless its `type` says so. */
export function Button({ variant = 'plain', className = '', ...rest }: ButtonProps) {
  return <button type="button" className={`${buttonClass(variant)} ${className}`} {...rest} />
}

/** The class names of a button, for a link that looks like one. */
export function buttonClass(variant: ButtonVariant = 'plain'): string {
  return `${styles.button} ${styles[variant] ?? ''}`
}
