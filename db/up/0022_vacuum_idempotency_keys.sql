-- Every key is inserted, updated and deleted within a day or so. With the usual fifth of the table, a claim passes over
-- many dead entries of the index to find the expired keys.

alter table idempotency_keys set (autovacuum_vacuum_scale_factor = 0.01);
