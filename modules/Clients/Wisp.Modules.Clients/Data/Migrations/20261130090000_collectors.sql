create view clients.collectors_v1 as
select id, name, operator_id, archived from clients.collector;
