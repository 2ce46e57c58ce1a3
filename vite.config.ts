import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { chromiumOptions } from './src/tools/browser.ts'

const GATEWAY = `http://127.0.0.1:${process.env.PORT ?? 4180}`

/** Starts the gateway, with whatever broker the settings name, behind Vite's own server. */
const gateway: Plugin = {
  name: 'roster-gateway',
  apply: (_config, { command, isPreview }) =>
    command === 'serve' && !isPreview && process.env.VITEST === undefined,
  async configureServer(server) {
    await server.ssrLoadModule('/src/gateway/main.ts')
  },
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [react(), gateway],
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
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
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
