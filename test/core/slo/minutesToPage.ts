import { type BurnPair, budgetOf } from '../../../core/slo/burn'

/** Minutes of a total outage until a long window burns fast enough: its length × factor × budget. */
export const minutesToPage = (pair: BurnPair, slo: number): number => pair.longMinutes * pair.factor * budgetOf(slo)
