alter table host.event_delivery add column parked_at timestamptz;
update host.event_delivery set parked_at = now() where state = 'parked';
alter table host.event_delivery add constraint event_delivery_parked_since check ((state = 'parked') = (parked_at is not null));

-- What keeps failing, for the health page; and what is old enough to be swept.
create index event_delivery_parked on host.event_delivery (parked_at) where state = 'parked';
create index event_in_time on host.event (at);
