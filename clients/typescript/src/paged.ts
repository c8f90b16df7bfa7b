/** One page of a list. */
export interface Page<T> {
  /** What is on it. */
  readonly items: T[];
  /** Where the next page begins: the `cursor` to ask for; null on the last. */
  readonly nextCursor: string | null;
  /** How many items there are on all pages; null where `count` did not ask for it. */
  readonly total: number | null;
}

/** A list: iterate over it for everything, page after page as needed, or take one page. */
export class Paged<T> implements AsyncIterable<T> {
  constructor(private readonly fetchPage: (cursor: string | undefined) => Promise<Page<T>>) {}

  /** The page that the query asks for. */
  page(): Promise<Page<T>> {
    return this.fetchPage(undefined);
  }

  /** Page after page. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    let page = await this.page();
    yield page;
    while (page.nextCursor !== null) {
      page = await this.fetchPage(page.nextCursor);
      yield page;
    }
  }

  /** Everything at once, where it is known to be little. */
  async all(): Promise<T[]> {
    const items: T[] = [];
    for await (const page of this.pages()) items.push(...page.items);
    return items;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.items;
  }
}
