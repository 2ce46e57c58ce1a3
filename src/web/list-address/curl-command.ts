/**
 * A line for a POSIX shell that asks the broker the same as the gateway does, with address and
 * credential from the gateway's own variables (the first one of several addresses). The path may come
 * from a hostile link, so it stands in single quotes: a shell takes every character in them as it is.
 * @param path below `/api/v4`, with its query
 */
export function curlCommand(path: string): string {
  const credential = '"$EMQX_APP_ID:$EMQX_APP_SECRET"'
  return `curl -sS -u ${credential} "\${EMQX_API%%,*}"${quote(path)}`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
