-- Orders of the list from the greatest down, in which what is blank comes last too.
create index client_by_document_down on clients.client ((coalesce(document_key, '') collate "C"), public_id);
create index client_by_email_down on clients.client ((coalesce(email_key, '') collate "C"), public_id);
create index client_by_mobile_down on clients.client ((coalesce(phone_mobile_key, '') collate "C"), public_id);
