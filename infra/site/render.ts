import MarkdownIt from 'markdown-it';
import { anchorOf } from './anchors.ts';

/** A heading of a page. */
export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly anchor: string;
}

/** A page as HTML, with its headings. */
export interface Rendered {
  readonly html: string;
  readonly headings: readonly Heading[];
}

/**
 * Renders Markdown as code hosts do: headings have anchors, tables can be scrolled.
 * @param leadsTo where a link leads; undefined for one that leads nowhere here, of which its text is left
 */
export function render(markdown: string, leadsTo: (target: string) => string | undefined): Rendered {
  const parser = MarkdownIt({ html: false, linkify: false });
  const headings: Heading[] = [];
  parser.core.ruler.push('terrane', ({ tokens }) => {
    for (const [i, token] of tokens.entries()) {
      if (token.type === 'heading_open') {
        const text = tokens[i + 1]?.content ?? '';
        const anchor = anchorOf(text);
        token.attrSet('id', anchor);
        headings.push({ level: Number(token.tag.slice(1)), text: text.replaceAll(/[`*]|\]\(.*?\)|\[/g, ''), anchor });
      }
      for (const part of token.children ?? []) {
        if (part.type === 'image') part.attrSet('src', leadsTo(String(part.attrGet('src'))) ?? '');
        if (part.type !== 'link_open') continue;
        const target = leadsTo(String(part.attrGet('href')));
        if (target === undefined) part.attrs = [];
        else part.attrSet('href', target);
      }
    }
  });
  parser.renderer.rules['table_open'] = () => '<div class="wide" role="region" aria-label="Table" tabindex="0"><table>';
  parser.renderer.rules['table_close'] = () => '</table></div>';
  return { html: parser.render(markdown.replaceAll(/<!--[\s\S]*?-->\n?/g, '')), headings };
}
