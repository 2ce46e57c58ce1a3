/** True for a key of an input method. Safari marks the last one only by 229. */
export function isComposing({ isComposing: composes, keyCode }: KeyboardEvent): boolean {
  return composes || keyCode === 229
}
