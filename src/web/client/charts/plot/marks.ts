// Lines over a plot: events and limits.
import UPlot from 'uplot'
import type { ChartEvent } from '../spec.ts'

type Line = [fromX: number, fromY: number, toX: number, toY: number]

/** Draws a dotted vertical line at each event. */
export function drawMarks(u: UPlot, events: readonly ChartEvent[], colour: string): void {
  const { min = 0, max = 0 } = u.scales.x ?? {}
  const { top, height } = u.bbox
  const lines = events
    .filter(({ at }) => at >= min && at <= max)
    .map(({ at }): Line => {
      const x = Math.round(u.valToPos(at, 'x', true))
      return [x, top, x, top + height]
    })
  drawLines(u, lines, colour, [1, 3])
}

/** Draws a dashed horizontal line at a limit, if the scale reaches it. */
export function drawLimit(u: UPlot, limit: number | null, colour: string): void {
  if (limit === null || limit <= 0 || limit > (u.scales.y?.max ?? 0)) return
  const { left, width } = u.bbox
  const y = Math.round(u.valToPos(limit, 'y', true))
  drawLines(u, [[left, y, left + width, y]], colour, [4, 4])
}

/** Draws the line between the two directions of a chart. */
export function drawZero(u: UPlot, colour: string): void {
  const { left, width } = u.bbox
  const y = Math.round(u.valToPos(0, 'y', true))
  drawLines(u, [[left, y, left + width, y]], colour, [])
}

function drawLines({ ctx }: UPlot, lines: readonly Line[], colour: string, dash: number[]): void {
  if (lines.length === 0) return
  ctx.save()
  ctx.strokeStyle = colour
  ctx.lineWidth = UPlot.pxRatio
  ctx.setLineDash(dash.map((length) => length * UPlot.pxRatio))
  ctx.beginPath()
  for (const [fromX, fromY, toX, toY] of lines) {
    ctx.moveTo(fromX, fromY)
    ctx.lineTo(toX, toY)
  }
  ctx.stroke()
  ctx.restore()
}
