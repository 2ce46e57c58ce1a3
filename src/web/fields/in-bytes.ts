import { WORD_BYTES, type Client } from '../../contract/client.ts'

/** A record for a reader without units beside it: the heap is in bytes, not in words of 8 bytes. */
export function inBytes(record: Client): Client {
  const { heap_size: words } = record
  return words === undefined ? record : { ...record, heap_size: words * WORD_BYTES }
}
