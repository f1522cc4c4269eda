import { createPorts } from '../../adapters/createPorts'
import { httpFunction } from '../../adapters/httpFunction'
import { isSigned } from '../../adapters/postSignature'
import { receivePost } from '../../core/orders/posts/receivePost'

const ports = createPorts()

/** Takes signed order events from a shop's own servers, through HTTP access or called by name (docs/orders.md). */
export const main = httpFunction((request, nowMs) => receivePost(ports, request, nowMs, isSigned))
