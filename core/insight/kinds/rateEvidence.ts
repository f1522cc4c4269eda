import { S } from '../score/scalars'
import { shareRarity } from './tails'

const { max, min } = Math

/** The usual share is remembered for some two days of minutes, the present one for five points. */
const USUAL_KEEP = 0.9995
const RECENT_KEEP = 0.8
const OVERDISPERSION_GAIN = 0.005
/** A fresh series expects one event in two hundred. */
const PRIOR_HITS = 0.5
const PRIOR_TRIALS = 100
/** From rarity to evidence: a tail of 10^-4.5 opens an alert. */
const WORTH = 1.2
const LOOKS = 0.6
const SURE = 3

/** Usual share of events among trials. */
export const usualShare = (f: Float32Array): number =>
  ((f[S.hits] as number) + PRIOR_HITS) / ((f[S.trials] as number) + PRIOR_TRIALS)

/** Evidence of `hits` among `trials`, with the last few points; a small denominator proves little. Learns on the way. */
export function rateEvidence(f: Float32Array, hits: number, trials: number): number {
  const chance = usualShare(f)
  const recentHits = (f[S.recentHits] as number) * RECENT_KEEP + hits
  const recentTrials = (f[S.recentTrials] as number) * RECENT_KEEP + trials
  f[S.recentHits] = recentHits
  f[S.recentTrials] = recentTrials
  const spread = max(1, f[S.overdispersion] as number)
  const rare = max(
    shareRarity(hits / spread, trials / spread, chance),
    shareRarity(recentHits / spread, recentTrials / spread, chance),
  )
  const attention = rare > SURE ? 0.1 : 1
  f[S.hits] = (f[S.hits] as number) * USUAL_KEEP + hits * attention
  f[S.trials] = (f[S.trials] as number) * USUAL_KEEP + trials * attention
  const pearson = (hits - trials * chance) ** 2 / max(1e-9, trials * chance * (1 - chance))
  const now = f[S.overdispersion] as number
  f[S.overdispersion] = now + OVERDISPERSION_GAIN * attention * (min(pearson, 20) - now)
  return WORTH * rare - LOOKS
}
