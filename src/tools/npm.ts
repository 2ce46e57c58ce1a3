import nodePath from 'node:path'

/**
 * Program and first arguments that run npm without a shell. Windows starts no `.cmd` file without one;
 * npm itself is a script beside Node there.
 */
export function npmCommand(
  platform: NodeJS.Platform = process.platform,
  node: string = process.execPath,
  path: nodePath.PlatformPath = nodePath,
): [program: string, ...args: string[]] {
  return platform === 'win32'
    ? [node, path.join(path.dirname(node), 'node_modules/npm/bin/npm-cli.js')]
    : ['npm']
}
