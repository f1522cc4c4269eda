import type { Row } from '../harness/row'
import { type SimulatedPhone, simulatedPhone } from './simulatedPhone'

const rounds = 101
const warmUpMs = 1_500
/** Requests a side and round: at least 5 ms of the cheapest that is compared. */
const requestsASide = 4_000
const betweenRequestsMs = 1_000

/**
 * CPU that each of two SDKs adds to a request: the three sides (ours, the peer's, none) run one after the other in
 * turning order in this process, and each round gives one ratio of what is above the floor.
 */
export function addedCpu(ours: SimulatedPhone, peers: SimulatedPhone) {
  const sides = [ours, peers, simulatedPhone()]
  const warmAtMs = performance.now() + warmUpMs
  while (performance.now() < warmAtMs) for (const side of sides) cpuUs(side)
  const spent: number[][] = [[], [], []]
  const ratios: number[] = []
  for (let round = 0; round < rounds; round++) {
    const costs = [0, 0, 0]
    for (let turn = 0; turn < sides.length; turn++) {
      const place = (round + turn) % sides.length
      costs[place] = cpuUs(sides[place] as SimulatedPhone)
    }
    const [our = 0, their = 0, floor = 0] = costs
    costs.forEach((cost, place) => {
      spent[place]?.push(cost)
    })
    ratios.push((our - floor) / (their - floor))
  }
  const [our = 0, their = 0, floor = 0] = spent.map((costs) => quantile(costs, 0.5))
  const ratio: Pick<Row, 'value' | 'p25' | 'p75'> = {
    value: quantile(ratios, 0.5),
    p25: quantile(ratios, 0.25),
    p75: quantile(ratios, 0.75),
  }
  return { ratio, oursUs: our - floor, peersUs: their - floor, floorUs: floor }
}

/** µs of CPU a request, with what follows from it in a second of the phone's time. */
function cpuUs(phone: SimulatedPhone): number {
  const before = process.cpuUsage()
  for (let n = 0; n < requestsASide; n++) {
    phone.request()
    phone.advance(betweenRequestsMs)
  }
  phone.sent.length = 0
  const { user, system } = process.cpuUsage(before)
  return (user + system) / requestsASide
}

const quantile = (values: number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.round((sorted.length - 1) * q)] as number
}
