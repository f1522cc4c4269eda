import { z } from 'zod'
import { parseBody, type Route } from '../control/route'
import { type Crowd, type CrowdLevel, LEVELS } from './crowd'

const crowdSchema = z.strictObject({ level: z.enum(Object.keys(LEVELS) as [CrowdLevel, ...CrowdLevel[]]) })

/** `GET crowd` → `{level, active}`; `POST crowd {level}` changes how many customers come. */
export function crowdRoutes(crowd: Crowd): Route[] {
  const state = () => ({ level: crowd.level, active: crowd.activeCustomers() })
  return [
    { method: 'GET', path: '/crowd', handle: state },
    {
      method: 'POST',
      path: '/crowd',
      handle: ({ body }) => {
        crowd.setLevel(parseBody(crowdSchema, body).level)
        return state()
      },
    },
  ]
}
