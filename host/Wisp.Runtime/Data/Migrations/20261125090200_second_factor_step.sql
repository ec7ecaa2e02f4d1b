-- The half minute whose code was used last: a code opens once.
alter table host.operator add column second_factor_step bigint;
