import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const DEBIAN_CHROMIUM = '/usr/bin/chromium'

const HOW_TO_INSTALL = `There is no Chromium for the tests. Install one, then run them again:
  Debian, Ubuntu:  sudo apt-get install chromium
  elsewhere:       npx playwright install chromium`

/**
 * Playwright's own list, of which Chromium takes only the last one, as far as it concerns us; and the
 * two pages that Chromium's address bar brings, which cost each new context a second of CPU.
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
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
]

/**
 * Options with which Playwright starts the Chromium of this machine: Debian's where there is one,
 * else Playwright's own.
 */
export function chromiumOptions(): { executablePath: string; args: string[] } {
  return {
    executablePath: existsSync(DEBIAN_CHROMIUM) ? DEBIAN_CHROMIUM : chromium.executablePath(),
    args: [
      // Chromium does not start as root with its sandbox, and root is who runs CI's containers.
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
 * Sees to it that there is what the tests run beside Node: Chromium, and nginx, without which one
 * test is skipped. On Debian as root it installs the distribution's.
 * @throws {Error} saying what to install, where there is no Chromium afterwards
 */
export function ensureTestTools(): void {
  const hasChromium = () => existsSync(chromiumOptions().executablePath)
  const missing = [
    ...(hasChromium() ? [] : ['chromium']),
    ...(isInstalled('nginx') ? [] : ['nginx-light']),
  ]
  if (missing.length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log(`Installing from Debian’s packages: ${missing.join(', ')}`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const apt = (...args: string[]) => spawnSync('apt-get', args, { env, stdio: 'inherit' })
    apt('update', '-q')
    apt('install', '-qy', '--no-install-recommends', ...missing)
  }
  if (!hasChromium()) throw new Error(HOW_TO_INSTALL)
}
