/**
 * WXS is not quite JavaScript: there `x.constructor` is the type's name, and the template compiler knows scripts
 * without ".wxs" while `require()` still says it.
 */
export const wxsToScript = (code: string) =>
  code.replace(/(require\(\s*['"][^'"]+)\.wxs(['"]\s*\))/g, '$1$2').replace(/\.constructor\b/g, '.constructor?.name')

/** Paths that a WXS module requires, without ".wxs". */
export const wxsRequires = (code: string) =>
  [...code.matchAll(/require\(\s*['"]([^'"]+?)(?:\.wxs)?['"]\s*\)/g)].map((match) => match[1] ?? '')
