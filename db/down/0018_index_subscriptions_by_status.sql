-- Takes back: an index for the subscriptions that are paused or cancelled.

drop index subscriptions_status_starts_on_id, subscriptions_status_created_at_id;
