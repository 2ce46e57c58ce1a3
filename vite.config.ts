import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import reactPlugin from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { endWithShell } from './src/tools/build/end-with-shell.js'
import { chromiumOptions } from './src/tools/browser.ts'
import { compressFiles } from './src/tools/compress-files.ts'

const GATEWAY = `http://127.0.0.1:${process.env.PORT ?? 4180}`

/** The program itself: Windows starts no command of `node_modules/.bin` without a shell. */
const TSX = createRequire(import.meta.url).resolve('tsx/cli')

let gatewayProcess: ChildProcess | null = null

/** Runs the gateway, with whatever broker the settings name, as long as Vite's own server. */
const gateway: Plugin = {
  name: 'roster-gateway',
  apply: (_config, { command, isPreview }) =>
    command === 'serve' && !isPreview && process.env.VITEST === undefined,
  configureServer({ httpServer }) {
    // Not earlier: only now, when Vite restarts, has the gateway before this one given up its port.
    httpServer?.once('listening', () => {
      const args = [TSX, 'watch', '--clear-screen=false', 'src/gateway/main.ts']
      gatewayProcess = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] })
      gatewayProcess.once('exit', () => (gatewayProcess = null))
    })
    process.once('SIGINT', closeVite)
    endWithShell()
  },
  async closeServer() {
    process.off('SIGINT', closeVite)
    if (gatewayProcess === null) return
    gatewayProcess.kill()
    await once(gatewayProcess, 'exit')
  },
}

/** SIGINT alone would end Vite at once, and leave the gateway behind. */
function closeVite(): void {
  process.kill(process.pid, 'SIGTERM')
}

/** Compresses what is built once and for all: the gateway would have to do it for each browser. */
const precompression: Plugin = {
  name: 'roster-precompression',
  apply: ({ build }, { command }) => command === 'build' && !build?.ssr,
  writeBundle: ({ dir }, bundle) => compressFiles(dir ?? '.', Object.keys(bundle)),
}

/**
 * Lets the bundler leave out the components of React Router that the page does not use. Without this,
 * each stays for the sake of its wrapper and its name: 4 KB, gzipped.
 */
const routerParts: Plugin = {
  name: 'roster-router-parts',
  apply: 'build',
  transform: {
    filter: { id: /node_modules\/react-router\/dist\// },
    handler: (code) => ({
      code: code
        .replace(/^\w+\.displayName = .*$/gm, '')
        .replace(/ = (React\d*\.(?:createContext|forwardRef|memo)\()/g, ' = /* @__PURE__ */ $1')
        .replace('ENABLE_DEV_WARNINGS = true', 'ENABLE_DEV_WARNINGS = false'),
      map: null,
    }),
  },
}

/**
 * uPlot makes a number format in the browser's language while it is loaded. A browser that was started
 * without a language has one that is none, and would show no chart. The page writes its numbers itself.
 */
const plotLanguage: Plugin = {
  name: 'roster-plot-language',
  apply: 'build',
  transform: {
    filter: { id: /node_modules\/uplot\/dist\// },
    handler: (code) => ({ code: code.replace('domEnv ? nav.language : ', ''), map: null }),
  },
}

/**
 * One chunk for all that the first page needs. Left alone, what a lazy part shares with it becomes
 * small chunks of its own, which compress worse.
 */
const initial = { name: 'initial', tags: ['$initial' as const] }

/**
 * React is a chunk of its own. It makes errors while it is evaluated, and for their stacks V8 parses
 * the whole chunk once more on the main thread.
 */
const react = { name: 'react', test: /node_modules\/(?:react|react-dom|scheduler)\//, priority: 1 }

/**
 * What several lazy parts share, in one chunk: left alone, it becomes some 25 small ones. What a frame or the
 * sign-in starts with does not wait for it.
 */
const shared = {
  name: 'shared',
  test: /^(?!.*\/src\/web\/(?:embed|session\/sign-in)\/)/,
  minShareCount: 2,
}

/** The lazy parts that a list loads when the browser is idle, all of them. */
const idle = {
  name: 'idle',
  test: new RegExp(
    `/src/web/(?:${[
      'clients/filters/editor',
      'clients/selection/actions',
      'clients/table/columns/resize-handle',
      'clients/table/menus/row-tools',
      'clients/table/rows/virtual-rows',
      'commands/palette',
      'kick/one/kick-dialog',
      'overview/figures',
      'ui/files/copy-tables',
      'views/saved-views',
    ].join('|')})\\.tsx?$`,
  ),
}

export default defineConfig(({ isSsrBuild }) => ({
  // The gateway says where it is: see src/gateway/http/addresses.ts.
  base: './',
  resolve: {
    // React itself has what this one fills in for old versions of it.
    alias: {
      'use-sync-external-store/shim/with-selector': 'use-sync-external-store/with-selector',
    },
  },
  plugins: [reactPlugin(), gateway, routerParts, plotLanguage, precompression],
  server: {
    // Host and Origin as the browser sends them: the gateway compares the two before a kick.
    proxy: Object.fromEntries(
      ['/api', '/session'].map((path) => [path, { target: GATEWAY, changeOrigin: false }]),
    ),
  },
  build: {
    outDir: isSsrBuild ? 'dist/server' : 'dist/web',
    copyPublicDir: !isSsrBuild,
    target: isSsrBuild ? 'node20' : 'baseline-widely-available',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    // All browsers of the target preload modules.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // How long plugins take is no trouble of the reader.
      checks: { pluginTimings: false },
      ...(!isSsrBuild && { output: { codeSplitting: { groups: [react, initial, shared, idle] } } }),
    },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts'],
          // A tenth less CPU than processes.
          pool: 'threads',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browsers',
          include: ['e2e/browsers/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        // Found only once a test imports them, they would be bundled beside a second React.
        optimizeDeps: {
          include: [
            '@tanstack/react-query',
            '@tanstack/react-table',
            '@tanstack/react-virtual',
            'axe-core',
            'uplot',
          ],
        },
        test: {
          name: 'browser',
          include: ['src/**/*.test.tsx'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: chromiumOptions() }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
}))
