import { firefox } from './firefox.ts'
import { describeTasks } from './tasks.ts'

describeTasks(firefox)
