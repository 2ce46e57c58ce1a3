import { webkit } from './webkit.ts'
import { describeTasks } from './tasks.ts'

describeTasks(webkit)
