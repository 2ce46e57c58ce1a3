/** From this share of a limit on, Roster warns. */
export const NEARLY_FULL = 0.8
/** From this share of a limit on, Roster counts it as full. */
export const FULL = 0.95
