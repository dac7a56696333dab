// Just enough of HTML to ask what a page refers to. The pages are Varde's own output: quoted attributes throughout.

const named = { amp: "&", lt: "<", gt: ">", quot: '"' };

/** `&amp;` → `&`. @param {string} text */
export function plain(text) {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, number, name) =>
    hex ? String.fromCodePoint(parseInt(hex, 16)) : number ? String.fromCodePoint(Number(number)) : named[name] ?? all);
}

/** Every start tag with its attributes. @param {string} html @returns {{ name: string, attributes: Record<string, string> }[]} */
export function tags(html) {
  const visible = html.replace(/<!--[^]*?-->/g, "").replace(/(<script[^>]*>)[^]*?<\/script>/g, "$1");
  return [...visible.matchAll(/<([a-z][\w-]*)((?:\s+[^\s=>"/]+(?:="[^"]*")?)*)\s*\/?>/gi)].map(([, name, rest]) => ({
    name: name.toLowerCase(),
    attributes: Object.fromEntries([...rest.matchAll(/([^\s=>"/]+)(?:="([^"]*)")?/g)].map(([, key, value = ""]) => [key, plain(value)])),
  }));
}
