-- Takes back: an index for the refunded payments.

drop index payments_status_paid_at_id, payments_status_created_at_id;
