import type { FilterKind } from './query.ts'

/** A value that a filter takes; for a text it is one that an address has to encode. */
export function sampleOf(kind: FilterKind): string {
  switch (kind.type) {
    case 'text':
      return 'a b+c&d=é%zz ../'
    case 'atom':
      return 'external'
    case 'ipv4':
      return '10.0.0.1'
    case 'choice':
      return kind.choices.at(-1) ?? ''
    case 'integer':
      return '5'
    case 'amount':
      return '0'
    case 'timestamp':
      return '1795426135'
    case 'span':
      return '2d'
  }
}
