import { accessSync, constants } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** Where Debian has its Chromium; CHROMIUM names another one. */
const PATH = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Small, since the map is drawn by the processor. */
const VIEWPORT = { width: 1000, height: 520 };

/** Whether there is a browser to test in. */
export const HAS_BROWSER = isExecutable(PATH);

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: PATH,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page, and what it has done that it should not have. */
export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors and warnings that were written to the browser's console, and exceptions. */
  readonly complaints: readonly string[];
  /** The origins that it has asked for anything. */
  readonly origins: ReadonlySet<string>;
}

export async function openPage(browser: Browser, url: string): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: VIEWPORT, acceptDownloads: true });
  const page = await context.newPage();
  const complaints: string[] = [];
  const origins = new Set<string>();
  page.on('console', (message) => {
    // The software renderer of headless browsers says that it is slow.
    if (!['error', 'warning'].includes(message.type()) || message.text().includes('GL Driver Message')) return;
    complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (/^https?:/.test(request.url())) origins.add(new URL(request.url()).origin);
  });
  await page.goto(url);
  return { page, context, complaints, origins };
}

/** Waits until the map has all that it shows. */
export async function mapAtRest(page: Page): Promise<void> {
  // A change of the layers is seen by the map a moment later.
  await page.waitForTimeout(150);
  await page.locator('.map[aria-busy=false]').waitFor();
}

/** Puts a script into the editor, as somebody who types. */
export async function typeScript(page: Page, source: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Script', exact: true }).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(source);
}

/** Drops a file onto the page. */
export async function dropFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([title, base64]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], title));
      return data;
    },
    [name, Buffer.from(bytes).toString('base64')] as const,
  );
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}
