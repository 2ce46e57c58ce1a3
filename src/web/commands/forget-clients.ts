// What the first page needs of the clients that the palette remembers.

/** Where this tab keeps them. */
export const recentClientsKey = 'roster.recent-clients'

/** Forgets the clients that were looked at, at the sign-out. */
export function forgetClients(): void {
  try {
    sessionStorage.removeItem(recentClientsKey)
  } catch {
    // If the storage is blocked, nothing is in it.
  }
}
