import { attempt } from '../attempt'
import { CALL_CRUMB, DATABASE, OK } from '../catalogue'
import { failureOutcome } from '../classify'
import { label } from '../text/route'
import { passing, watchDatabase } from '../watchDatabase'
import { wrap } from '../wrap'
import type { Collector } from './collector'

/** What the phone itself asks of the cloud's database, by collection and operation. */
export const database: Collector = (context) =>
  wrap(
    attempt(() => context.api.cloud),
    'database',
    (original) =>
      passing(original, (opened) =>
        watchDatabase(context.host, opened, (name, ok, answer, durationMs) =>
          context.ended(DATABASE, CALL_CRUMB, label(name), ok ? OK : failureOutcome(answer), durationMs),
        ),
      ),
  )
