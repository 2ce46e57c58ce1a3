/** True in the gateway, which draws a list's first picture: there is no window, and nobody to act. */
export const isAhead = typeof window === 'undefined'
