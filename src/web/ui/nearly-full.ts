/** Share of a limit from which on it is as good as reached. */
export const NEARLY_FULL = 0.8
