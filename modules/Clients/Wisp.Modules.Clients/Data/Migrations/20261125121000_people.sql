-- A name is one live person's, whatever its case and accents.
create unique index seller_live_name on clients.seller (ext.fold(name)) where not archived;
create unique index collector_live_name on clients.collector (ext.fold(name)) where not archived;

-- Who is archived is no operator's any more, so that the operator is free for another.
alter table clients.seller add constraint seller_archived_unlinked check (not archived or operator_id is null);
alter table clients.collector add constraint collector_archived_unlinked check (not archived or operator_id is null);

-- How many active clients a person holds, and all of them when they move.
create index client_of_seller on clients.client (seller_id, status) where seller_id is not null;
drop index clients.client_of_collector;
create index client_of_collector on clients.client (collector_id, status) where collector_id is not null;
