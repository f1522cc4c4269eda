/**
 * The one set of parameters for every series. Gains are shares a point; chosen on labelled public series
 * (split-half, see bench/insight), never on the series of a shop.
 */
export const tuning = {
  /** how fast the usual sizes follow */
  scaleGain: 0.01,
  /** a rare burst must not make the next one look usual: share of the root mean square that counts as spread */
  squareGain: 0.0003,
  squareShare: 0.5,
  /** how fast the lowest value is forgotten */
  floorGain: 0.0001,
  /** level of the last few points, and of the last day */
  fastGain: 0.3,
  centerGain: 0.002,
  /** what a seasonal profile leaves over: within minutes, within an hour, within a day */
  seasonFastGain: 0.15,
  seasonSlowGain: 0.02,
  verySlowGain: 0.001,
  /** smoothed deviations */
  nearGain: 0.33,
  farGain: 0.08,
  /** how much of a day's, or a week's, surprise enters the profile */
  dayGain: 0.25,
  weekGain: 0.3,
  /** a point moves a level by at most this many usual errors */
  clip: 4,
  /** how much better predictors are preferred */
  mixPower: 4,
  /** while points stand out learning is slowed to `frozen`; after so many of them the new state is accepted */
  standsOut: 6,
  frozen: 0.1,
  acceptAfterPoints: 60,
  /** memory of the tail histograms */
  tailKeep: 0.9999,
}
