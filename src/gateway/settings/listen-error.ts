import { quote } from './reader.ts'
import { SettingsError } from './settings.ts'

/** Where a server was to listen, and the setting of its port. */
interface Place {
  host: string
  port: number
  setting: string
}

/** The error of a server that cannot listen, in words that name the setting. Any other error stays as it is. */
export function listenError(error: unknown, { host, port, setting }: Place): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error
  const { code = '', syscall, message } = error as NodeJS.ErrnoException
  const other = `set ${setting} to another port`
  if (code === 'EADDRINUSE') {
    return new SettingsError(`port ${port} of ${host} is in use: ${other}`)
  }
  if (code === 'EACCES') {
    return new SettingsError(`this user may not listen on port ${port}: ${other}, 1024 or higher`)
  }
  if (syscall === 'getaddrinfo') {
    return new SettingsError(`HOST names ${quote(host)}, which is not found (${code})`)
  }
  if (['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'].includes(code)) {
    return new SettingsError(
      `HOST is ${quote(host)}, which is no address of this machine (${code})`,
    )
  }
  return new SettingsError(`HOST and ${setting} cannot be listened on: ${message}`)
}
