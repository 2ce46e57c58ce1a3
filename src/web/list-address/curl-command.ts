/**
 * A line for a POSIX shell that asks the broker just what the gateway asks it, with address and
 * credential out of the gateway's own variables (of several addresses the first one). The path may
 * come from somebody else's link: it stands in single quotes, in which a shell takes every character
 * as it is.
 * @param path below `/api/v4`, with its query
 */
export function curlCommand(path: string): string {
  const credential = '"$EMQX_APP_ID:$EMQX_APP_SECRET"'
  return `curl -sS -u ${credential} "\${EMQX_API%%,*}"${quote(path)}`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
