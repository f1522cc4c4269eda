import { type Rule, ruleSchema } from '../contract/schemas/rule'
import type { RuleRepository } from '../core/ports'
import apiP95 from '../database/rules/apiP95.json'
import availability from '../database/rules/availability.json'
import errorRate from '../database/rules/errorRate.json'
import noOrders from '../database/rules/noOrders.json'
import paymentSuccess from '../database/rules/paymentSuccess.json'

/** The pack every shop starts with travels with the function: reading it costs no database call (PLATFORM §3). */
export const defaultRules: RuleRepository = {
  read: async () => {
    parsed ??= [paymentSuccess, availability, noOrders, errorRate, apiP95].map((rule) => ruleSchema.parse(rule))
    return parsed
  },
}

let parsed: Rule[] | undefined
