import type { ConsoleMessage, HTTPRequest, HTTPResponse, Page } from 'puppeteer-core';
import { cut } from '../../messages.js';

const mostKept = 50;

/** What broke while a page was open: errors on its console, uncaught ones, and requests that failed. */
export class Trouble {
  readonly errors: string[] = [];
  readonly requests: string[] = [];
  readonly #ignored: readonly RegExp[];

  constructor(page: Page, ignored: readonly RegExp[]) {
    this.#ignored = ignored;
    page.on('console', (message) => this.#console(message));
    page.on('pageerror', (error) =>
      this.#add(this.errors, error instanceof Error ? error.message : String(error)),
    );
    page.on('requestfailed', (request) => this.#failed(request));
    page.on('response', (response) => this.#answered(response));
  }

  /** What does not hold, as clauses for a message. */
  faults(allowed: { errors: boolean; requests: boolean }): string[] {
    return [
      ...(allowed.errors ? [] : told(this.errors, 'error on the console', 'errors on the console')),
      ...(allowed.requests ? [] : told(this.requests, 'request failed', 'requests failed')),
    ];
  }

  #console(message: ConsoleMessage): void {
    if (message.type() !== 'error') return;
    // A request that fails is told as such; the browser writes it on the console too.
    if (/^Failed to load resource:/.test(message.text())) return;
    this.#add(this.errors, message.text());
  }

  #failed(request: HTTPRequest): void {
    const why = request.failure()?.errorText ?? 'no answer';
    // A page that goes on cancels what it no longer needs.
    if (why !== 'net::ERR_ABORTED') this.#add(this.requests, `${request.url()} (${why})`);
  }

  #answered(response: HTTPResponse): void {
    if (response.status() < 400) return;
    // Every browser asks for it by itself; few pages have one.
    if (new URL(response.url()).pathname === '/favicon.ico') return;
    this.#add(this.requests, `${response.url()} (HTTP ${response.status()})`);
  }

  #add(list: string[], text: string): void {
    if (this.#ignored.some((pattern) => pattern.test(text)) || list.length >= mostKept) return;
    list.push(text);
  }
}

function told(list: readonly string[], one: string, more: string): string[] {
  const [first] = list;
  if (first === undefined) return [];
  return [
    list.length === 1
      ? `1 ${one}: ${cut(first, false)}`
      : `${list.length} ${more}, the first: ${cut(first, false)}`,
  ];
}
