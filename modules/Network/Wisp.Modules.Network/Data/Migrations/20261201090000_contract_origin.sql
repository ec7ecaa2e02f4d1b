-- Which contract each row of an imported file made, so that the same file imported again makes no second one.
create table network.contract_origin (
  digest text not null,
  line integer not null,
  contract_id uuid not null constraint contract_origin_contract_exists references network.contract,
  primary key (digest, line)
);
