// @ts-check
// Ends with one line that says what to do, if the installed packages are not those of package-lock.json.
import { packageProblem } from './project.js'

const problem = packageProblem(true)
if (problem !== null) {
  console.error(`roster: ${problem}`)
  process.exit(1)
}
