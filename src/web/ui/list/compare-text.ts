/** Orders texts character by character, the same in every language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
