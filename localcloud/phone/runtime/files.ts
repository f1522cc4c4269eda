import type { GeneralComponent } from 'glass-easel'

let images: Record<string, string> = {}

export function setImages(addresses: Record<string, string>) {
  images = addresses
}

/** Address of a picture named in a page: from the package (relative to the page or absolute), or as it is. */
export function imageAddress(source: string, component?: GeneralComponent): string {
  if (/^(?:[a-z]+:|\/\/)/i.test(source)) return source
  const owner = component?.ownerShadowRoot?.getHostNode().is ?? ''
  const path = new URL(source, `http://package/${owner}`).pathname.slice(1)
  const address = images[decodeURIComponent(path)]
  if (!address) console.error(`picture "${source}" is not in the package (looked for ${path})`)
  return address ?? source
}
