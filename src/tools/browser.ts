import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const DEBIAN_CHROMIUM = '/usr/bin/chromium'
/** Chromium without windows, as Playwright takes it by default. A test needs half the CPU time with it. */
const DEBIAN_SHELL = '/usr/bin/chromium-headless-shell'

const HOW_TO_INSTALL = `There is no Chromium for the tests. Install one, then run them again:
  Debian:     sudo apt-get install chromium chromium-headless-shell
  elsewhere:  npx playwright install chromium`

/**
 * Features that are switched off. Chromium takes only the last such list, so this repeats the part of
 * Playwright's list that matters here. The last three cost CPU for each new
 * context: a renderer ahead of its use, and two pages of Chromium's address bar.
 */
const withoutFeatures = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'PreconnectToSearch',
  'SpareRendererForSitePerProcess',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
]

/** `whole`: with all that a user's Chromium has, the blocking of cookies of third parties too. */
type ChromiumKind = 'whole' | 'any'

/**
 * Options with which Playwright starts Chromium: Debian's if it is installed, else Playwright's own.
 */
export function chromiumOptions(kind: ChromiumKind = 'any'): {
  executablePath: string
  args: string[]
} {
  const debians = kind === 'any' ? [DEBIAN_SHELL, DEBIAN_CHROMIUM] : [DEBIAN_CHROMIUM]
  return {
    executablePath: debians.find((path) => existsSync(path)) ?? chromium.executablePath(),
    args: [
      // As root, which is the user of CI's containers, Chromium does not start with its sandbox.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--no-first-run',
      `--disable-features=${withoutFeatures.join(',')}`,
    ],
  }
}

/** Whether a command can be run on this machine. */
export const isInstalled = (command: string): boolean =>
  spawnSync(command, ['-v'], { stdio: 'ignore' }).error === undefined

/**
 * Installs the programs that the tests run beside Node, if the user is root on Debian: Chromium with
 * and without windows, and nginx, without which one test is skipped.
 * @throws {Error} that says what to install, if there is no Chromium afterwards
 */
export function ensureTestTools(): void {
  const hasChromium = () => existsSync(chromiumOptions('whole').executablePath)
  const missing = [
    ...(hasChromium() ? [] : ['chromium']),
    ...(existsSync(DEBIAN_SHELL) ? [] : ['chromium-headless-shell']),
    ...(isInstalled('nginx') ? [] : ['nginx-light']),
  ]
  if (missing.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log(`Installing from Debian’s packages: ${missing.join(', ')}`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const apt = (...args: string[]) => spawnSync('apt-get', args, { env, stdio: 'inherit' })
    apt('update', '-q')
    // One by one: an older Debian has no headless shell.
    for (const name of missing) apt('install', '-qy', '--no-install-recommends', name)
  }
  if (!hasChromium()) throw new Error(HOW_TO_INSTALL)
}
