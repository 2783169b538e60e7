-- Takes back: payments and refunds.

drop table refunds;
drop table payments;
