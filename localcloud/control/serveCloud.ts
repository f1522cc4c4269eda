import { OutsideEndpoint } from '../wechat/outsideEndpoint'
import { weChatActions } from '../wechat/weChatActions'
import type { ActionHandler } from '../wire/action'
import { AdminEndpoint } from '../wire/adminEndpoint'
import { databaseActions } from '../wire/databaseActions'
import { invokeFunctionAction } from '../wire/functionActions'
import type { HttpServer, RouteHandler } from '../wire/httpServer'
import type { SecretPair } from '../wire/signature'
import type { FileStorage } from '../wire/storage'
import { ApiEndpoint } from './apiEndpoint'
import type { CloudParts } from './cloudParts'
import type { Route } from './route'
import { clockRoutes } from './routes/clockRoutes'
import { faultRoutes } from './routes/faultRoutes'
import { functionRoutes } from './routes/functionRoutes'
import { phoneRoutes } from './routes/phoneRoutes'
import { storeRoutes } from './routes/storeRoutes'
import { weChatRoutes } from './routes/weChatRoutes'
import { staticFiles } from './staticFiles'

export interface ServingOptions {
  secret: SecretPair
  storage: FileStorage
  shell: string | undefined
  onBug: (error: unknown) => void
}

/**
 * Puts every face of the cloud on its server: the SDK's wire, files, control API, phones, pages.
 * @returns how to add calls to the control API, for what lives beside the cloud (the crowd)
 */
export function serveCloud(server: HttpServer, parts: CloudParts, options: ServingOptions): (added: Route[]) => void {
  const admin = new AdminEndpoint({
    origin: () => server.origin,
    secret: options.secret,
    now: () => parts.clock.now(),
    invoker: parts.invoker,
    faults: parts.faults,
    handlerOf: actionRegistry(parts, options.storage),
    onBug: options.onBug,
  })
  const routes = controlRoutes(parts)
  const control = new ApiEndpoint('/_local', routes, (request, url) => parts.access.admitOwner(request, url))
  const phone = new ApiEndpoint('/_phone', phoneRoutes(parts), (request, url) => parts.access.personOf(request, url))
  const outside = new OutsideEndpoint(parts.weChat, parts.faults, () => parts.clock.now())
  const playOutside: RouteHandler = (request, response, url) => outside.handle(request, response, url)
  server.serve({
    ...{ '/wechat': playOutside, '/wecom': playOutside, '/webhook': playOutside },
    '/admin': (request, response) => admin.handle(request, response),
    '/cos': (request, response, url) => options.storage.handle(request, response, url),
    '/_local': (request, response, url) => control.handle(request, response, url),
    '/_phone': (request, response, url) => phone.handle(request, response, url),
    '/shell': staticFiles(options.shell, '/shell'),
    '/': staticFiles(options.shell, '/'),
  })
  return (added) => void routes.push(...added)
}

const controlRoutes = (parts: CloudParts): Route[] => [
  ...clockRoutes(parts),
  ...functionRoutes(parts),
  ...weChatRoutes(parts),
  ...faultRoutes(parts),
  ...storeRoutes(parts),
]

/** Every action of the wire by name; all of `database.*` goes to the store, which names what it does not know. */
function actionRegistry(parts: CloudParts, storage: FileStorage): (action: string) => ActionHandler | undefined {
  const database = databaseActions(parts.database, parts.meter)
  const byName: Record<string, ActionHandler> = {
    'functions.invokeFunction': invokeFunctionAction(parts.invoker),
    ...storage.actions,
    ...weChatActions(parts.weChat, () => parts.clock.now()),
  }
  return (action) =>
    action.startsWith('database.') ? database : Object.hasOwn(byName, action) ? byName[action] : undefined
}
