import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { books, Connection, createLms, LmsProblem, type Lms } from "lms-client";

const address = process.env["LMS_ADDRESS"]!;
const clock = process.env["LMS_CLOCK"]!;
const signedIn = { address, username: "librarian1", password: "librarian1123", firstWait: 10 };

/** Sends requests, remembers their paths, and can lose answers. */
const wire = () => {
  const paths: string[] = [];
  let lost = 0;
  const send: typeof fetch = async (input, init) => {
    paths.push(new URL(String(input)).pathname);
    const answer = await fetch(input, init);
    if (lost > 0) {
      lost--;
      await answer.body?.cancel();
      throw new TypeError("The answer was lost.");
    }
    return answer;
  };
  return { paths, fetch: send, lose: (count: number) => (lost = count) };
};

let lms: Lms;
before(() => (lms = createLms(signedIn)));
after(() => lms.signOut());

test("A book is made, found, lent, renewed, brought back and seen in the ledger", async () => {
  const book = await lms.books.create({ title: "Frankenstein", author: "Mary Shelley", copies: 1 });
  const found = await lms.books.list({ title: "frankenstein" }).page();
  const [copy] = await lms.books.listCopies(book.id).all();
  const member = (await lms.users.list({ username: "member1" }).page()).items[0]!;
  const loan = await lms.loans.checkOut({ copyBarcode: copy!.barcode, cardNumber: member.cardNumber });
  const renewed = await lms.loans.renew(loan.id);
  const returned = await lms.returns.return({ copyBarcode: copy!.barcode });
  const ledger = await lms.transactions.list({ bookId: book.id }).all();

  assert.deepEqual(found.items.map((each) => each.id), [book.id]);
  assert.equal(renewed.renewals, 1);
  assert.equal(returned.loan?.status, "returned");
  assert.deepEqual(ledger.map((row) => row.type).reverse(), ["checkout", "renewal", "return"]);
});

test("A refusal is an error that names every block", async () => {
  const book = await lms.books.create({ title: "The Last Man", author: "Mary Shelley", copies: 1 });
  const [copy] = await lms.books.listCopies(book.id).all();
  const [one, other] = await lms.users.list({ role: "member", sort: "id" }).all();
  await lms.loans.checkOut({ copyBarcode: copy!.barcode, userId: one!.id });

  await assert.rejects(lms.loans.checkOut({ copyBarcode: copy!.barcode, userId: other!.id }), (no) => {
    assert.ok(no instanceof LmsProblem);
    assert.deepEqual([no.status, no.code, no.blocks.map((block) => block.code)], [409, "refused", ["copy-on-loan"]]);
    return true;
  });
});

test("An invalid request is an error that names every member", async () => {
  await assert.rejects(lms.books.create({ title: "", author: "Mary Shelley" }), (no) => {
    assert.ok(no instanceof LmsProblem);
    assert.deepEqual(Object.keys(no.errors), ["title"]);
    return true;
  });
});

test("A session goes on when its token ends in the middle of the work", async () => {
  const { paths, fetch } = wire();
  const desk = createLms({ ...signedIn, fetch });
  await desk.me.get();
  await globalThis.fetch(clock, { method: "POST" });

  const everybody = await Promise.all(Array.from({ length: 20 }, () => desk.me.get()));

  assert.ok(everybody.every((user) => user.username === "librarian1"));
  assert.equal(paths.filter((path) => path === "/auth/refresh").length, 1);
  assert.equal(paths.filter((path) => path === "/auth/login").length, 1);
});

test("A token is replaced before it ends", async () => {
  const { paths, fetch } = wire();
  const desk = createLms({ address, refreshBefore: 3_600_000, fetch });
  await desk.signIn("librarian1", "librarian1123");
  await desk.me.get();

  assert.deepEqual(paths, ["/auth/login", "/auth/refresh", "/me"]);
});

test("What was done but not answered is repeated and done once", async () => {
  const { paths, fetch, lose } = wire();
  const desk = createLms({ ...signedIn, fetch });
  await desk.me.get();
  lose(2);

  const book = await desk.books.create({ title: "Mathilda", author: "Mary Shelley" });

  assert.equal(paths.filter((path) => path === "/books").length, 3);
  assert.deepEqual((await desk.books.list({ title: "Mathilda" }).all()).map((each) => each.id), [book.id]);
});

test("Ten thousand books are listed page after page", async () => {
  const { paths, fetch } = wire();
  const ids = new Set<number>();
  for await (const book of createLms({ address, fetch }).books.list({ author: "Somebody", limit: 200, sort: "title" })) ids.add(book.id);
  const page = await books(new Connection({ address })).list({ author: "Somebody", limit: 10, count: true }).page();

  assert.equal(ids.size, 10_000);
  assert.ok(paths.length <= 51);
  assert.deepEqual([page.items.length, page.total, page.nextCursor !== null], [10, 10_000, true]);
});

test("Who no longer waits ends the call", async () => {
  const listing = async (): Promise<void> => {
    const enough = new AbortController();
    for await (const book of lms.books.list({ limit: 1 }, { signal: enough.signal })) enough.abort(new Error(`after ${book.id}`));
  };

  await assert.rejects(listing(), /after \d+/);
});

test("A change is refused where somebody else was faster", async () => {
  const book = await lms.books.create({ title: "Valperga", author: "Mary Shelley" });
  let tag = "";
  await lms.books.get(book.id, { onAnswer: (answer) => (tag = answer.headers.get("etag")!) });
  const changed = await lms.books.change(book.id, { genre: "Novel" }, { ifMatch: tag });

  assert.equal(changed.genre, "Novel");
  await assert.rejects(lms.books.change(book.id, { genre: null }, { ifMatch: tag }), { code: "changed-meanwhile" });
});

test("What happens is heard as it happens, and nothing is missed when the session ends meanwhile", async () => {
  const book = await lms.books.create({ title: "Lodore", author: "Mary Shelley", copies: 2 });
  const copies = await lms.books.listCopies(book.id).all();
  const [member] = await lms.users.list({ role: "member", sort: "id" }).all();
  const enough = new AbortController();
  const events = lms.events.follow({ bookId: book.id }, { lastEventId: 0, signal: enough.signal });
  await lms.loans.checkOut({ copyBarcode: copies[0]!.barcode, userId: member!.id });
  const first = await events.next();
  await globalThis.fetch(clock, { method: "POST" });
  await lms.loans.checkOut({ copyBarcode: copies[1]!.barcode, userId: member!.id });
  const second = await events.next();
  enough.abort(new Error("enough"));

  assert.deepEqual([first, second].map((heard) => heard.value && [heard.value.event, heard.value.data.copyId]), copies.map((copy) => ["checkout", copy.id]));
  await assert.rejects(events.next(), /enough/);
});

test("An import is followed to its end", async () => {
  const received = await lms.imports.receive(new Blob(["title,author\nFalkner,Mary Shelley\n"], { type: "text/csv" }));
  const heard = [];
  for await (const { event, data } of lms.imports.watch(received.id)) heard.push({ event, created: data.created, status: data.status });

  assert.deepEqual(heard.at(-1), { event: "finished", created: 1, status: "completed" });
});
