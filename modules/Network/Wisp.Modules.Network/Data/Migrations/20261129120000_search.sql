-- A contract by its address or user alone, whatever its server and whether it has ended.
create index contract_by_ip on network.contract (ip) where ip is not null;
create index contract_by_username on network.contract (lower(pppoe_username)) where pppoe_username is not null;
