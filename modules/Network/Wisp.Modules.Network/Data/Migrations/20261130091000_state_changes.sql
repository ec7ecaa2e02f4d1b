-- What became of states, for modules that ask since when a contract is in service.
create view network.state_changes_v1 as
select contract_id, from_state, to_state, origin, at from network.state_change;
