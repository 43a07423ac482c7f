/** The `content-disposition` header for a file name (RFC 6266), as ASCII and as UTF-8, so that browsers save the reply under it. */
export function attachment(name: string): Record<string, string> {
  const plain = name.replace(/[^\w.-]/g, '_');
  return { 'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeName(name)}` };
}

/** Percent-encodes a file name (RFC 5987). A lone UTF-16 surrogate becomes U+FFFD. */
function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
}
