-- Whoever changes states, one or 50,000, writes them down here in one statement; what is written is told to other modules, at most 1,000 an event.
create function network.tell_states() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform host.publish_event('network.states-changed', jsonb_build_object('changes', jsonb_agg(jsonb_build_object(
            'contractId', n.contract_id, 'clientId', n.client_id, 'from', n.from_state, 'to', n.to_state, 'origin', n.origin, 'reason', n.reason, 'at', n.at)
            order by n.id)))
  from (select t.*, c.client_id, (row_number() over (order by t.id) - 1) / 1000 as part
        from told t join network.contract c on c.id = t.contract_id) n
  group by n.part;
  return null;
end $$;

create trigger tell_states after insert on network.state_change
  referencing new table as told for each statement execute function network.tell_states();

-- Who had a password or a secret shown; only the audit of it is read.
create table network.secret_view (
  id uuid primary key default host.uuid7(),
  contract_id uuid constraint secret_view_contract_exists references network.contract,
  client_id uuid,
  server_id uuid constraint secret_view_server_exists references network.server,
  at timestamptz not null,
  constraint secret_view_of_one check ((contract_id is null) = (client_id is null) and num_nonnulls(contract_id, server_id) = 1)
);
create index secret_view_of_contract on network.secret_view (contract_id);
create index secret_view_of_server on network.secret_view (server_id);
