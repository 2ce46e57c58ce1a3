/** From this share of a limit on, Roster warns. */
export const NEARLY_FULL = 0.8
