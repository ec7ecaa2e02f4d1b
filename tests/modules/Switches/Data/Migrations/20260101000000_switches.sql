create table switches.manual (client_id uuid primary key);

create view switches.manual_v1 as select client_id from switches.manual;
