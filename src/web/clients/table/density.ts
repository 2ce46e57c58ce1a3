import { readPreference, writePreference } from '../../ui/browser/preference.ts'

/** Heights of a row, in px. */
export const densities = { comfortable: 36, compact: 28 } as const
export type Density = keyof typeof densities

/** The density that was chosen last in this browser. */
export function preferredDensity(): Density {
  return readPreference('density') === 'compact' ? 'compact' : 'comfortable'
}

/** Keeps the choice. */
export function keepDensity(density: Density): void {
  writePreference('density', density)
}
