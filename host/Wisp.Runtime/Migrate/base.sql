-- Run by every migration, before all others, as the owner. Each statement may be repeated.
-- The dictionary is named, so that the wrapper is truly immutable and can stand in generated columns and indexes.
create or replace function ext.fold(value text) returns text language sql immutable strict parallel safe
  return lower(ext.unaccent('ext.unaccent'::regdictionary, normalize(value, NFC)) collate "und-x-icu");

create or replace function host.uuid7() returns uuid language sql volatile parallel safe
  return encode(
    set_byte(set_byte(
      overlay(uuid_send(gen_random_uuid()) placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
      6, (get_byte(uuid_send(gen_random_uuid()), 0) & 15) | 112),
      8, (get_byte(uuid_send(gen_random_uuid()), 1) & 63) | 128),
    'hex')::uuid;
