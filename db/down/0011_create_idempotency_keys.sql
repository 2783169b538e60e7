-- Takes back: idempotency keys.

drop table idempotency_keys;
