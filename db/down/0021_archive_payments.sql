-- Takes back: the archive of payments and refunds. Its rows return to the tables that they came from.

-- An archive job must not move more.
lock table archive.payments, archive.refunds;
drop view all_refunds, all_payments;
insert into payments (
    id, student_id, subscription_id, amount_minor, refunded_minor, currency, method, reference, paid_at, created_at,
    updated_at, version)
select
    id, student_id, subscription_id, amount_minor, refunded_minor, currency, method, reference, paid_at, created_at,
    updated_at, version
from archive.payments;
insert into refunds (id, payment_id, amount_minor, reason, created_at)
    select id, payment_id, amount_minor, reason, created_at from archive.refunds;
drop table archive.refunds, archive.payments;
