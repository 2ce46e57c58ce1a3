import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { DEBIAN_WEBKIT_DRIVER, DEBIAN_XVFB } from '../../src/tools/browser.ts'
import { freePort } from '../support/run-proxy.ts'
import { splitKeys, windowSize, type Browser, type Tab } from './engine.ts'

/** The locale without a language: WebKit's is `C` then. */
const LOCALE = 'C.UTF-8'

/** WebKitGTK's MiniBrowser, by WebDriver, on a screen that nobody sees: it has no mode without one. */
export const webkit: Browser = {
  name: 'WebKit',
  programs: [DEBIAN_WEBKIT_DRIVER, DEBIAN_XVFB],
  async start() {
    const screen = await startScreen()
    let driver = await startDriver(screen.display)
    return {
      async openTab() {
        try {
          return await openTab(driver.ask)
        } catch {
          // It has one window only, and a window that hangs stays.
          await end(driver.program)
          driver = await startDriver(screen.display)
          return openTab(driver.ask)
        }
      },
      async close() {
        await end(driver.program)
        await end(screen.server)
      },
    }
  },
}

async function startDriver(display: string): Promise<{ program: ChildProcess; ask: Ask }> {
  const port = await freePort()
  const program = spawn(DEBIAN_WEBKIT_DRIVER, [`--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display, LC_ALL: LOCALE },
  })
  const ask = asker(`http://127.0.0.1:${port}`)
  await untilReady(ask, program)
  return { program, ask }
}

async function startScreen(): Promise<{ server: ChildProcess; display: string }> {
  const size = `${windowSize.width + 100}x${windowSize.height + 200}x24`
  const server = spawn(DEBIAN_XVFB, ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const [number] = (await once(server.stdio[3] as Readable, 'data')) as [Buffer]
  return { server, display: `:${String(number).trim()}` }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const exit = once(child, 'exit')
  child.kill()
  await exit
}

type Ask = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>

/** How long the driver may take for one command, in ms. */
const PATIENCE_MS = 20_000

/** Sends commands of W3C WebDriver. */
function asker(origin: string): Ask {
  return async (method, path, body) => {
    const answer = await fetch(origin + path, {
      method,
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body && { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new Error(`no answer to ${method} ${path} ${JSON.stringify(body)}`, { cause })
    })
    const { value } = (await answer.json()) as { value: unknown }
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`)
    return value
  }
}

async function untilReady(ask: Ask, driver: ChildProcess): Promise<void> {
  while (driver.exitCode === null) {
    try {
      await ask('GET', '/status')
      return
    } catch {
      await delay(50)
    }
  }
  throw new Error(`the driver ended with ${driver.exitCode}`)
}

async function openTab(ask: Ask): Promise<Tab> {
  const { sessionId } = (await ask('POST', '/session', { capabilities: {} })) as {
    sessionId: string
  }
  const command = (name: string, body: object) => ask('POST', `/session/${sessionId}/${name}`, body)
  const evaluate: Tab['evaluate'] = (act, ...given) =>
    command('execute/sync', {
      script: `return (${String(act)}).apply(null, arguments)`,
      args: given,
    }) as Promise<never>

  // The window has a bar of its own above the page.
  const heightNow = () => evaluate(() => window.innerHeight)
  await command('window/rect', windowSize)
  const bar = windowSize.height - (await heightNow())
  await command('window/rect', { ...windowSize, height: windowSize.height + bar })

  return {
    async goTo(url) {
      await command('url', { url })
    },
    evaluate,
    async clickAt(x, y) {
      await command('actions', {
        actions: [
          {
            type: 'pointer',
            id: 'mouse',
            parameters: { pointerType: 'mouse' },
            actions: [
              { type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 },
              { type: 'pointerDown', button: 0 },
              { type: 'pointerUp', button: 0 },
            ],
          },
        ],
      })
    },
    async press(keys) {
      await command('actions', keyActions(keyStrokes(keys)))
    },
    async type(text) {
      await command(
        'actions',
        keyActions([...text].flatMap((letter) => [down(letter), up(letter)])),
      )
    },
    async close() {
      await ask('DELETE', `/session/${sessionId}`)
    },
  }
}

/** Keys that write nothing, as WebDriver names them. */
const keyValues: Record<string, string> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Escape: '\uE00C',
  End: '\uE010',
  Home: '\uE011',
  ArrowUp: '\uE013',
  ArrowDown: '\uE015',
}

interface KeyAction {
  type: 'keyDown' | 'keyUp'
  value: string
}

const down = (key: string): KeyAction => ({ type: 'keyDown', value: keyValues[key] ?? key })
const up = (key: string): KeyAction => ({ type: 'keyUp', value: keyValues[key] ?? key })

function keyStrokes(keys: string): KeyAction[] {
  const { held, key } = splitKeys(keys)
  return [...held.map(down), down(key), up(key), ...held.map(up)]
}

const keyActions = (actions: KeyAction[]) => ({
  actions: [{ type: 'key', id: 'keyboard', actions }],
})
