/** What operators do, in a browser that is not Chromium. */
import { once } from 'node:events'
import type { MqttClient } from 'mqtt'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { whySkipped } from '../../src/tools/browser.ts'
import {
  connectClient,
  freshPrefix,
  startRoster,
  type ClientOptions,
  type Roster,
} from '../support/roster.ts'
import { NO_LANGUAGE, type Browser, type Engine, type Tab } from './engine.ts'
import { connectTroubled } from '../tasks/fleet.ts'
import { Screen } from './screen.ts'

/** The field of the palette. */
const palette = { role: 'combobox', name: 'Search and commands' } as const

/** The page's background in the dark theme. */
const DARK = 'rgb(20, 23, 28)'

/** Runs the tasks in a browser, against the built page and real MQTT clients. */
export function describeTasks(browser: Browser): void {
  const { name, programs } = browser
  const skipped = whySkipped(programs)
  describe.skipIf(skipped !== null)(`${name}${skipped ?? ''}`, () => {
    let engine: Engine
    let roster: Awaited<ReturnType<typeof startRoster>>
    const tabs: { tab: Tab; screen: Screen }[] = []
    const clients: MqttClient[] = []

    beforeAll(async () => {
      ;[engine, roster] = await Promise.all([browser.start(), startRoster()])
    })
    afterAll(async () => {
      await engine?.close()
      await roster?.close()
    })
    afterEach(async () => {
      const faults: string[] = []
      for (const { tab, screen } of tabs.splice(0)) {
        faults.push(...(await screen.faults()))
        await tab.close()
      }
      await Promise.all(clients.splice(0).map((client) => client.endAsync(true)))
      expect(faults, 'no exception, no breach of the CSP').toEqual([])
    })

    const openScreen = async (path: string, { origin }: Pick<Roster, 'origin'> = roster) => {
      const tab = await engine.openTab()
      const screen = new Screen(tab, origin)
      tabs.push({ tab, screen })
      await screen.open(path)
      return screen
    }
    const connect = async (options: ClientOptions) => {
      const client = await connectClient(roster, options)
      clients.push(client)
      return client
    }
    /** Ends once the broker knows that the client is gone. */
    const disconnect = async (client: MqttClient) => {
      const closed = once(client.stream, 'close')
      await client.endAsync()
      await closed
    }

    it('shows the list, and refreshes it by itself', async () => {
      const id = freshPrefix('list')
      const client = await connect({ clientId: id })
      const screen = await openScreen(`/clients?clientid=${id}&refresh=5`)
      await screen.see('link', id)
      await client.endAsync()
      await screen.seeNo('link', id)
    })

    it('bears a language that is none, and speaks English then', async () => {
      const screen = await openScreen('/clients')
      await screen.see('table', 'Clients')
      const [theirs, ours] = await screen.evaluate(() => [
        navigator.language,
        document.documentElement.lang,
      ])
      expect([theirs, ours]).toEqual([NO_LANGUAGE, 'en'])
      await screen.seeText('table', 'Clients', /truck-/)
    })

    it('filters by typing, and keeps the filter in the address', async () => {
      const id = freshPrefix('typed')
      await connect({ clientId: id })
      const screen = await openScreen('/clients')
      await screen.see('link', /^\S+-0\d+$/)
      await screen.click('searchbox', 'Client ID contains')
      await screen.type(id)
      await screen.seeAddress(new RegExp(`[?&]_like_clientid=${id}$`))
      await screen.see('link', id)
      await screen.seeNo('link', /^truck-/)
      await screen.open(await screen.address())
      await screen.see('link', id)
      expect((await screen.see('searchbox', 'Client ID contains')).value).toBe(id)
    })

    it('shows a client’s diagnosis, and draws its charts', async () => {
      const id = freshPrefix('charts')
      await connect({ clientId: id })
      const screen = await openScreen(`/clients?_like_clientid=${id}`)
      await screen.click('link', id)
      await screen.see('heading', id)
      await screen.seeText('region', 'Diagnosis', /Healthy/)
      const areDrawn = () =>
        screen.evaluate(() => {
          const canvases = [...document.querySelectorAll('canvas')]
          const isDrawn = (canvas: HTMLCanvasElement) =>
            canvas.width > 0 &&
            canvas
              .getContext('2d')
              ?.getImageData(0, 0, canvas.width, canvas.height)
              .data.some((part) => part !== 0) === true
          return canvases.length > 0 && canvases.every(isDrawn)
        })
      await expect.poll(areDrawn, { timeout: 15_000 }).toBe(true)
    })

    it('says in one click why a client gets no messages', async () => {
      const { prefix, losing } = await connectTroubled({ connect, disconnect })
      const screen = await openScreen(`/clients?_like_clientid=${prefix}`)
      await screen.click('link', losing)
      await screen.seeText('region', 'Diagnosis', /Offline for[^]*queue full[^]*40 dropped/)
    })

    it('shows clients in trouble, worst first, in one click', async () => {
      const { losing, waiting, well } = await connectTroubled({ connect, disconnect })
      const screen = await openScreen('/clients')
      await screen.see('link', /^\S+-0\d+$/)
      await screen.click('link', /^In trouble/)
      await screen.seeText('table', 'Clients', new RegExp(`${losing}[^]*${waiting}`))
      await screen.seeNo('link', well)
    })

    it('makes a link to the clients of a user that connected in the last hour', async () => {
      const id = freshPrefix('link')
      await connect({ clientId: id, username: 'fleet-eu' })
      const screen = await openScreen('/clients')
      await screen.click('button', 'Username')
      await screen.seeFocusOn('searchbox', 'Username is')
      await screen.type('fleet-eu')
      await screen.press('Enter')
      await screen.seeAddress(/username=fleet-eu$/)
      await screen.seeNo('searchbox', 'Username is')
      await screen.click('button', 'Add a filter')
      await screen.click('button', 'Connected within the last hour')
      await screen.seeAddress(/username=fleet-eu&connected_within=1h$/)
      await screen.seeNo('searchbox', 'Find a filter')
      await screen.see('button', /^Remove filter: Connected within/)
      await screen.click('button', 'Share')
      await screen.click('menuitem', /rolling/)
      await screen.seeText('status', /^/, /Link copied/)
      await screen.open(await screen.address())
      await screen.see('link', id)
    })

    it('kicks twelve clients in three clicks, once they are selected', async () => {
      const prefix = freshPrefix('twelve')
      for (let n = 0; n < 12; n++) await connect({ clientId: `${prefix}${n}` })
      const screen = await openScreen(`/clients?_like_clientid=${prefix}`)
      await screen.see('link', `${prefix}11`)
      await screen.click('checkbox', 'Select all on this page')
      await screen.click('button', 'Kick…')
      await screen.click('button', 'Kick 12 clients')
      await screen.see('button', 'Kicked 12')
      await screen.click('button', 'Close')
      await screen.seeNo('link', new RegExp(prefix))
    })

    it('kicks a client by keyboard alone', async () => {
      const id = freshPrefix('kick')
      const client = await connect({ clientId: id, clean: false })
      const closed = once(client.stream, 'close')
      const screen = await openScreen(`/clients/${id}`)
      // Before, the button is disabled, and Tab passes it.
      await screen.seeText('region', 'Diagnosis', /Healthy/)
      await screen.tabTo('button', /^Kick/)
      await screen.press('Enter')
      await screen.see('dialog', /^Kick/)
      await screen.tabTo('button', 'Kick client')
      await screen.press('Enter')
      await screen.seeNo('dialog', /^Kick/)
      await closed
      await screen.seeText('region', 'Diagnosis', /Gone/)
      expect(roster.audit.filter((line) => line.includes(id))).toHaveLength(1)
    })

    it('finds a client in the palette', async () => {
      const id = freshPrefix('palette')
      await connect({ clientId: id })
      const screen = await openScreen('/clients')
      await screen.see('table', 'Clients')
      await screen.press('Control+k')
      await screen.seeFocusOn(palette.role, palette.name)
      await screen.type(id)
      await screen.click('option', new RegExp(`${id}.*Connected`))
      await screen.see('heading', id)
    })

    it('opens a menu, walks it by keys, and closes it by Escape', async () => {
      const screen = await openScreen('/clients')
      await screen.see('table', 'Clients')
      await screen.click('button', 'Settings')
      await screen.see('menu', 'Settings')
      await screen.press('End')
      await screen.press('ArrowDown')
      const [first] = await screen.find('menuitemradio', /./)
      await screen.seeFocusOn('menuitemradio', first?.name ?? '')
      await screen.press('Escape')
      await screen.seeNo('menu', 'Settings')
      await screen.seeFocusOn('button', 'Settings')
      await screen.press('Enter')
      await screen.see('menu', 'Settings')
      await screen.click('menuitemradio', 'Dark')
      await screen.seeNo('menu', 'Settings')
      await screen.seeBackground(DARK)
    })

    it('changes theme and language, and keeps them', async () => {
      const screen = await openScreen('/clients')
      await screen.see('table', 'Clients')
      for (const command of ['dark', '中文']) {
        await screen.press('Control+k')
        await screen.seeFocusOn(palette.role, palette.name)
        await screen.type(command)
        await screen.press('Enter')
        await screen.seeNo(palette.role, palette.name)
      }
      await screen.see('table', '客户端')
      await screen.open('/clients')
      await screen.see('table', '客户端')
      await screen.seeBackground(DARK)
    })

    it('lets nobody in without the right secret', async () => {
      const guarded = await startRoster({ access: { ROSTER_AUTH: 'sign-in' } })
      try {
        const screen = await openScreen('/clients', guarded)
        await screen.click('textbox', 'Application ID')
        await screen.type('admin')
        await screen.press('Tab')
        await screen.type('wrong')
        await screen.press('Enter')
        await screen.seeText('alert', /./, /secret/)
        await screen.seeNo('table', 'Clients')
        await screen.click('textbox', 'Application secret')
        await screen.press('Control+a')
        await screen.type('public')
        await screen.click('button', 'Sign in')
        await screen.seeText('table', 'Clients', /truck-/)
      } finally {
        await guarded.close()
      }
    })
  })
}
