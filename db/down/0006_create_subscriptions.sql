-- Takes back: subscriptions.

drop table subscriptions;
drop extension btree_gist;
