-- Takes back: a more frequent vacuum of the idempotency keys.

alter table idempotency_keys reset (autovacuum_vacuum_scale_factor);
