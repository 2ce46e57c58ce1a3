const MARGIN = 16
const LINE = 24

/**
 * Makes an image of the charts as the page shows them, in the same resolution: title, legend and plot
 * of each figure, on the theme's background.
 * @param grid the element with the figures
 * @param heading lines above the figures
 * @throws {Error} if nothing is drawn yet, or if the browser cannot make the image
 */
export async function chartsToPng(grid: HTMLElement, heading: readonly string[]): Promise<Blob> {
  if (!grid.querySelector('canvas')) throw new Error('there is no chart to save')
  const area = grid.getBoundingClientRect()
  const top = MARGIN + heading.length * LINE
  const canvas = document.createElement('canvas')
  canvas.width = Math.round((area.width + 2 * MARGIN) * devicePixelRatio)
  canvas.height = Math.round((area.height + top + MARGIN) * devicePixelRatio)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('there is no canvas')
  context.scale(devicePixelRatio, devicePixelRatio)
  context.textBaseline = 'middle'

  const figures = [...grid.querySelectorAll('figure')].filter(
    (figure) => getComputedStyle(figure).visibility === 'visible',
  )
  context.fillStyle = getComputedStyle(figures[0] ?? grid).backgroundColor
  context.fillRect(0, 0, canvas.width, canvas.height)
  const { fontFamily, fontSize, color } = getComputedStyle(grid)
  context.fillStyle = color
  heading.forEach((line, index) => {
    context.font = `${index === 0 ? 600 : 400} ${fontSize} ${fontFamily}`
    context.fillText(line, MARGIN, MARGIN + (index + 0.5) * LINE, area.width)
  })
  context.translate(MARGIN - area.left, top - area.top)
  for (const figure of figures) drawFigure(context, figure)

  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no image was made'))))
  })
}

/** Draws a figure at its position in the window. */
function drawFigure(context: CanvasRenderingContext2D, figure: HTMLElement): void {
  const plot = figure.querySelector('canvas')
  const note = figure.querySelector<HTMLElement>('[role=img] > span')
  if (plot && !note) {
    const { left, top, width, height } = plot.getBoundingClientRect()
    context.drawImage(plot, left, top, width, height)
  }
  for (const element of figure.querySelectorAll<HTMLElement>('h3, li, [role=img] > span')) {
    const { fontWeight, fontSize, fontFamily, color } = getComputedStyle(element)
    const { left, top, height } = element.getBoundingClientRect()
    const middle = top + height / 2
    let start = left
    const swatch = element.querySelector('span')
    if (swatch) {
      const { width } = swatch.getBoundingClientRect()
      context.fillStyle = getComputedStyle(swatch).color
      context.fillRect(left, middle - 1, width, 2)
      start += width + 6
    }
    context.font = `${fontWeight} ${fontSize} ${fontFamily}`
    context.fillStyle = color
    context.fillText(element.textContent.trim(), start, middle)
  }
}
