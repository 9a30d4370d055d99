-- The order of the feed: by transaction, and within it by number. Below the oldest transaction that
-- still runs this order is final, whoever commits last; by number alone it is not.
--
-- Both columns grow, so an entry goes to the right end of the index, which is in memory, and the
-- pages behind it stay full: it costs intake one entry of 24 bytes per event and no reading. BRIN
-- would cost less and cannot give back rows in order; an index on xid alone would cost the same and
-- have every page of a feed sorted.
CREATE INDEX events_in_order ON ledger.events (xid, id);
