-- A name is one live person's, whatever its case and accents.
create unique index seller_live_name on clients.seller (ext.fold(name)) where not archived;
create unique index collector_live_name on clients.collector (ext.fold(name)) where not archived;

-- Who is archived is no operator's any more, so that the operator is free for another.
alter table clients.seller add constraint seller_archived_unlinked check (not archived or operator_id is null);
alter table clients.collector add constraint collector_archived_unlinked check (not archived or operator_id is null);
