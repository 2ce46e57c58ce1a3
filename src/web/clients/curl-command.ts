import { clientListPath, type ClientQuery } from '../../contract/query.ts'

/**
 * A line for a POSIX shell that asks the broker just what the gateway asks it, with address and
 * credential out of the gateway's own variables (of several
 * addresses the first one). The query may come from somebody else's link: it
 * stands in single quotes, in which a shell takes every character as it is.
 */
export function curlCommand(query: ClientQuery): string {
  const credential = '"$EMQX_APP_ID:$EMQX_APP_SECRET"'
  return `curl -sS -u ${credential} "\${EMQX_API%%,*}"${quote(clientListPath(query))}`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
