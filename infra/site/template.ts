import MarkdownIt from 'markdown-it';

/** A text as HTML. */
export const escaped = MarkdownIt().utils.escapeHtml;

/** The whole of a page. */
export function pageOf({
  title,
  navigation,
  content,
}: {
  readonly title: string;
  readonly navigation: string;
  readonly content: string;
}): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; base-uri 'none'; form-action 'none'">
<title>${escaped(title)} · Terrane</title>
<link rel="icon" href="icon.svg">
<link rel="stylesheet" href="site.css">
<script type="module" src="search.js"></script>
</head>
<body>
<a class="skip" href="#content">Skip to the page</a>
<header><a href="index.html"><img src="icon.svg" alt="" width="28" height="28"> Terrane</a>
<div class="search" role="search"><input type="search" id="search" placeholder="Search" aria-label="Search the documentation" autocomplete="off"><ul id="found" aria-live="polite"></ul></div></header>
<div class="columns">
<nav aria-label="Pages">
${navigation}</nav>
<main id="content">
${content}</main>
</div>
</body>
</html>
`;
}
