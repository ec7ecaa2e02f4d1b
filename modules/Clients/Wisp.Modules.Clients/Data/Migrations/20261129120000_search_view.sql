-- What quick search looks through, for lists of other modules that name clients. Its trigram index serves LIKE.
create view clients.search_v1 as select id, haystack from clients.client;
