-- Fills a migrated, otherwise empty Lms database with a library of a size to be measured: 1,000,000 books, 1,500,000 copies, 200,000 users,
-- 100,000 open loans, 300,000 past ones with their ledger, 20,000 holds, 60,000 entries in accounts. The same every time.
--
--   psql "postgresql://lms_user:PASSWORD@HOST/lms_db" -v books=1000000 -f bench/library.sql
--
-- Everything else follows from the number of books.
\set ON_ERROR_STOP on
\if :{?books}
\else
  \set books 1000000
\endif
\timing on
SET synchronous_commit = off;
BEGIN;

CREATE TEMP TABLE words AS SELECT row_number() OVER () - 1 AS n, word FROM unnest(ARRAY[
    'river', 'night', 'garden', 'history', 'letters', 'winter', 'house', 'stranger', 'ocean', 'memory', 'science', 'island', 'mirror', 'journey', 'silence', 'empire',
    'glass', 'forest', 'music', 'shadow', 'city', 'stone', 'summer', 'voices', 'bread', 'machine', 'light', 'desert', 'children', 'storm', 'painting', 'bridge']) AS word;

CREATE FUNCTION pg_temp.title(n int) RETURNS text LANGUAGE sql AS $$
    SELECT initcap((SELECT word FROM words WHERE words.n = $1 % 32)) || ' and ' || (SELECT word FROM words WHERE words.n = ($1 / 32) % 32) || ' of the ' || (SELECT word FROM words WHERE words.n = ($1 / 1024) % 32) || ' ' || $1 $$;

INSERT INTO books (title, sort_title, author, isbn, isbn_key, shares_isbn, genre, subjects, published_year, language, material_type, classification, created_at, updated_at, contributors)
SELECT pg_temp.title(n), lower(pg_temp.title(n)), 'Author ' || n % 50021, 'B-' || n, 'B-' || n, false, 'Genre ' || n % 40, ARRAY['Subject ' || n % 997], 1900 + n % 125, 'en', 'book', (n % 1000)::text,
    timestamptz '2020-01-01Z' + n * interval '1 second', timestamptz '2020-01-01Z' + n * interval '1 second', jsonb_build_array(jsonb_build_object('Name', 'Author ' || n % 50021, 'Role', 'author'))
FROM generate_series(1, :books) AS n;

INSERT INTO branches (code, name, time_zone) SELECT 'B' || n, 'Branch ' || n, 'UTC' FROM generate_series(1, 8) AS n;
CREATE TEMP TABLE places AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM branches;
CREATE TEMP TABLE catalogue AS SELECT row_number() OVER (ORDER BY id) AS n, id FROM books;

INSERT INTO copies (book_id, barcode, branch_id, home_branch_id, call_number, material_type, status, price)
SELECT catalogue.id, 'C' || lpad((catalogue.n * 2 + part)::text, 12, '0'), places.id, places.id, catalogue.n % 1000 || ' AUT', 'book', 'available', 10 + catalogue.n % 30
FROM catalogue CROSS JOIN generate_series(0, 1) AS part JOIN places ON places.n = (catalogue.n + part) % (SELECT count(*) FROM places)
WHERE part = 0 OR catalogue.n % 2 = 0;

CREATE TEMP TABLE people AS SELECT n, nextval(pg_get_serial_sequence('users', 'id'))::int AS id FROM generate_series(1, :books / 5) AS n;
INSERT INTO users (id, role, created_at, username, normalized_username, security_stamp, lockout_enabled, access_failed_count)
SELECT id, 'member', '2020-01-01Z', 'member-' || n, 'MEMBER-' || n, md5(n::text), true, 0 FROM people;
INSERT INTO patrons (id, first_name, last_name, card_number, patron_category_id, home_branch_id, blocked)
SELECT people.id, 'First ' || people.n, 'Last ' || people.n % 5003, 'P' || lpad(people.n::text, 12, '0'), (SELECT min(id) FROM patron_categories), places.id, false
FROM people JOIN places ON places.n = people.n % (SELECT count(*) FROM places);

CREATE TEMP TABLE lent AS SELECT copies.*, row_number() OVER (ORDER BY copies.id) AS n FROM copies WHERE copies.id % 15 = 0;
UPDATE copies SET status = 'onLoan' FROM lent WHERE lent.id = copies.id;
INSERT INTO loans (id, book_id, copy_id, user_id, patron_category_id, branch_id, checked_out_at, due_at, renewals, max_renewals, status, rule_id, material_type)
SELECT nextval('loan_ids'), lent.book_id, lent.id, people.id, (SELECT min(id) FROM patron_categories), lent.branch_id, now() - (lent.n % 20) * interval '1 day', now() + (21 - lent.n % 24) * interval '1 day', 0, 2, 'open',
    (SELECT min(id) FROM circulation_rules), 'book'
FROM lent JOIN people ON people.n = 1 + (lent.n * 7919) % (:books / 5);
INSERT INTO loans (id, book_id, copy_id, user_id, patron_category_id, branch_id, checked_out_at, due_at, returned_at, renewals, max_renewals, status, rule_id, material_type)
SELECT nextval('loan_ids'), copies.book_id, copies.id, people.id, (SELECT min(id) FROM patron_categories), copies.branch_id, now() - interval '90 days', now() - interval '69 days', now() - interval '80 days', 0, 2, 'returned',
    (SELECT min(id) FROM circulation_rules), 'book'
FROM copies JOIN people ON people.n = 1 + (copies.id * 104729::bigint) % (:books / 5) WHERE copies.id % 5 = 0;

INSERT INTO transactions (type, at, user_id, book_id, copy_id, loan_id, branch_id, copy_status, due_at)
SELECT 'checkout', checked_out_at, user_id, book_id, copy_id, id, branch_id, 'onLoan', due_at FROM loans;
INSERT INTO transactions (type, at, user_id, book_id, copy_id, loan_id, branch_id, copy_status)
SELECT 'return', returned_at, user_id, book_id, copy_id, id, branch_id, 'available' FROM loans WHERE returned_at IS NOT NULL;

INSERT INTO holds (id, book_id, user_id, pickup_branch_id, rank, status, placed_at, suspended)
SELECT place.n, catalogue.id, people.id, places.id, place.n, 'waiting', now() - interval '2 days', false
FROM generate_series(1, :books / 50) AS place (n) JOIN catalogue ON catalogue.n = 1 + (place.n * 15485863::bigint) % :books JOIN people ON people.n = 1 + (place.n * 32452843::bigint) % (:books / 5)
    JOIN places ON places.n = place.n % (SELECT count(*) FROM places);
SELECT setval('hold_ids', :books / 50 + 1);

INSERT INTO account_entries (user_id, type, reason, amount, at)
SELECT people.id, 'charge', 'overdueFine', 0.50, now() - interval '30 days' FROM people WHERE n % 10 < 3;

COMMIT;
VACUUM (ANALYZE);
