-- What is inserted into the index of words waits in a list, which whoever makes it too long has to
-- work off before going on. 256 kB rather than 4 MB: that one ticket of a thousand, and every other
-- one of its batch, waits 2 ms for it and not 30.
ALTER INDEX intake.tickets_by_words SET (gin_pending_list_limit = 256);
