-- Rows lie in the order of their time: a few bytes an index find the hour that is rolled up among a day, and the day among a week.
create index consumption_5min_at on network.consumption_5min using brin (at) with (pages_per_range = 64, autosummarize = on);
create index consumption_hour_at on network.consumption_hour using brin (at) with (pages_per_range = 64, autosummarize = on);
