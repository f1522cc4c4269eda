import { type Rule, ruleSchema } from '../contract/schemas/rule'
import type { RuleRepository } from '../core/ports'
import apiBudget from '../database/rules/apiBudget.json'
import apiMedian from '../database/rules/apiMedian.json'
import apiP95 from '../database/rules/apiP95.json'
import availability from '../database/rules/availability.json'
import callStorm from '../database/rules/callStorm.json'
import callsOdd from '../database/rules/callsOdd.json'
import cartDropped from '../database/rules/cartDropped.json'
import doublePaid from '../database/rules/doublePaid.json'
import errorRate from '../database/rules/errorRate.json'
import errorStorm from '../database/rules/errorStorm.json'
import hastyCancel from '../database/rules/hastyCancel.json'
import networkTrouble from '../database/rules/networkTrouble.json'
import newError from '../database/rules/newError.json'
import noOrders from '../database/rules/noOrders.json'
import noPaidOrders from '../database/rules/noPaidOrders.json'
import noVisits from '../database/rules/noVisits.json'
import ordersBelow from '../database/rules/ordersBelow.json'
import ordersOdd from '../database/rules/ordersOdd.json'
import paidNotShown from '../database/rules/paidNotShown.json'
import paymentBudget from '../database/rules/paymentBudget.json'
import paymentSuccess from '../database/rules/paymentSuccess.json'
import paymentsOdd from '../database/rules/paymentsOdd.json'
import probeFailing from '../database/rules/probeFailing.json'
import revenueBelow from '../database/rules/revenueBelow.json'
import rush from '../database/rules/rush.json'
import serverErrors from '../database/rules/serverErrors.json'
import shownNotPaid from '../database/rules/shownNotPaid.json'
import slowLaunch from '../database/rules/slowLaunch.json'
import slowOdd from '../database/rules/slowOdd.json'
import slowPayment from '../database/rules/slowPayment.json'
import slowRender from '../database/rules/slowRender.json'
import slowRoute from '../database/rules/slowRoute.json'
import timeouts from '../database/rules/timeouts.json'
import visitsOdd from '../database/rules/visitsOdd.json'

/** The pack every shop starts with travels with the function: reading it costs no database call (PLATFORM §3). */
export const defaultRules: RuleRepository = {
  read: async () => {
    parsed ??= pack.map((rule) => ruleSchema.parse(rule))
    return parsed
  },
}

/** Among alerts of one severity that began together the first here speaks. */
const pack: unknown[] = [
  paymentSuccess,
  availability,
  noOrders,
  noPaidOrders,
  paymentBudget,
  apiBudget,
  errorRate,
  newError,
  errorStorm,
  apiP95,
  apiMedian,
  timeouts,
  serverErrors,
  networkTrouble,
  probeFailing,
  slowPayment,
  cartDropped,
  ordersBelow,
  revenueBelow,
  rush,
  callStorm,
  noVisits,
  slowLaunch,
  slowRender,
  slowRoute,
  ordersOdd,
  paymentsOdd,
  callsOdd,
  slowOdd,
  visitsOdd,
  shownNotPaid,
  hastyCancel,
  paidNotShown,
  doublePaid,
]

let parsed: Rule[] | undefined
