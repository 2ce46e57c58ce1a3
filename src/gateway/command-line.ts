// The command line: Roster takes no arguments but two questions.
import { readFileSync } from 'node:fs'

const help = `Roster, the dashboard for the clients of an EMQX 4 cluster

Usage: node dist/server/main.js

Options:
  -h, --help     print this text
  -v, --version  print the version

All settings come from the environment. The most important ones:
  HOST            address to listen on (127.0.0.1)
  PORT            port to listen on (4180)
  EMQX_API        management API of EMQX, such as http://emqx-1:8081/api/v4; unset: a built-in demo
  EMQX_APP_ID     application of EMQX that Roster uses
  EMQX_APP_SECRET its secret
docs/settings.md describes all of them. A file of settings goes before the program:
  node --env-file=.env dist/server/main.js`

/** The version that a package.json names. */
export function versionIn(packageFile: URL): string {
  return (JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }).version
}

/**
 * What to print instead of running: for `--help`, `--version` and arguments that are unknown. Null if there
 * are no arguments.
 */
export function answerTo(
  args: readonly string[],
  version: string,
): { text: string; exitCode: 0 | 1 } | null {
  const known = { '-h': help, '--help': help, '-v': version, '--version': version }
  const [text] = args.flatMap((argument) => (isKey(argument, known) ? known[argument] : []))
  const unknown = args.find((argument) => !isKey(argument, known))
  if (unknown !== undefined) {
    return {
      text: `roster: unknown argument ${JSON.stringify(unknown)}: settings come from the environment, such as PORT=8080 (see --help)`,
      exitCode: 1,
    }
  }
  return text === undefined ? null : { text, exitCode: 0 }
}

function isKey<T extends object>(key: string, object: T): key is string & keyof T {
  return Object.hasOwn(object, key)
}
