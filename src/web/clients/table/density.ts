// How high rows are.
import { usePreference, writePreference } from '../../ui/browser/preference.ts'

/** Heights of a row, in px. */
export const densities = { comfortable: 36, compact: 28 } as const
export type Density = keyof typeof densities

/** The density that was chosen last in this browser. */
export function useDensity(): Density {
  return usePreference('density') === 'compact' ? 'compact' : 'comfortable'
}

/** Keeps the density in this browser. */
export function keepDensity(density: Density): void {
  writePreference('density', density)
}
