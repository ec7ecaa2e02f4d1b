-- Dates of a series never run against its numbers, also when the machine's clock was set back.
alter table billing.number_series add column last_on date;
comment on column billing.number_series.last_on is 'Day of the last number.';
update billing.number_series s set last_on = i.issued_on
from billing.invoice i where s.document = 'invoice' and i.point_of_sale_id = s.point_of_sale_id and i.kind = s.letter and i.number = s.last;
update billing.number_series s set last_on = n.issued_on
from billing.credit_note n where s.document = 'credit_note' and n.point_of_sale_id = s.point_of_sale_id and n.kind = s.letter and n.number = s.last;
