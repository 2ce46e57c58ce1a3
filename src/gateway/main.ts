#!/usr/bin/env node
// The start of the program. Everything else is loaded after the version of Node is checked.
import './check-node.cjs'
import { isatty } from 'node:tty'

// Until its files are read, there is nothing to read again. Without a listener SIGHUP ends the program.
if (!isatty(0)) process.on('SIGHUP', () => {})

void import('./program.ts').then(({ run }) => run(import.meta.url))
