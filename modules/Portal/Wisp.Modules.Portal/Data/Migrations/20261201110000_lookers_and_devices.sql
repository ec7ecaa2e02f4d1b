-- Who looks as a client: whether he still may is asked at each page.
alter table portal.session add column operator_id uuid, add check (operator_id is null or kind = 'operator');

-- What is swept: devices that were taken off and requests that are settled, by their age, and what may still name a device.
create index device_revoked on portal.device (revoked_at) where revoked_at is not null;
create index session_on_device on portal.session (device_id) where device_id is not null;
create index delivery_to_device on portal.delivery (device_id) where device_id is not null;
create index request_settled on portal.request (answered_at) where state <> 'waiting';
