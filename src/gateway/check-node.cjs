// Ends the program if this Node is too old. Plain JavaScript of 2015, so that an old Node can say so.
'use strict'
const { engines } = require('../../package.json')

const [major, minor] = process.versions.node.split('.').map(Number)
/** Ranges such as `^20.19.0` or `>=24.0.0`. */
const ranges = engines.node.split('||').map((range) => {
  const [, sign, needed, from] = /(\^|>=)(\d+)\.(\d+)/.exec(range)
  return { isOpen: sign === '>=', needed: Number(needed), from: Number(from) }
})
const isKnown = ranges.some(({ isOpen, needed, from }) => {
  return major === needed ? minor >= from : isOpen && major > needed
})
if (!isKnown) {
  const words = ranges.map(({ isOpen, needed, from }) => {
    return `${needed}.${from}${isOpen ? ' or newer' : ` (or a newer ${needed})`}`
  })
  console.error(
    `roster: this is Node ${process.versions.node}, but Roster needs Node ${words.join(', ')}`,
  )
  process.exit(1)
}
