-- Run by every migration, before all others, as the owner. Each statement may be repeated.
-- The dictionary is named, so that the wrapper is truly immutable and can stand in generated columns and indexes.
create or replace function ext.fold(value text) returns text language sql immutable strict parallel safe
  return lower(ext.unaccent('ext.unaccent'::regdictionary, normalize(value, NFC)) collate "und-x-icu");

-- A random UUID (version 4, bits 0100) with the time in front; two bits make it version 7.
create or replace function host.uuid7() returns uuid language sql volatile parallel safe
  return encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid()) placing substring(int8send((date_part('epoch', clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
      52, 1), 53, 1),
    'hex')::uuid;
