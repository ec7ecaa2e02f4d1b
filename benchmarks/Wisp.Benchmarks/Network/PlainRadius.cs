using Npgsql;

namespace Wisp.Benchmarks.Network;

/// <summary>The same FreeRADIUS as people set it up by hand: <c>radcheck</c> and <c>radreply</c>, and each accounting packet a row.</summary>
internal static class PlainRadius
{
    public static readonly (string Name, string Text)[] Files =
    [
        ("wisp_sql.conf", """
            sql wisp_sql {
            	dialect = "postgresql"
            	driver = "rlm_sql_postgresql"
            	radius_db = "service=wisp"
            	auto_escape = yes
            	sql_user_name = "%{User-Name}"
            	read_groups = no
            	read_clients = no
            	delete_stale_sessions = no
            	acct_table1 = "none"
            	acct_table2 = "none"
            	postauth_table = "none"
            	authcheck_table = "none"
            	groupcheck_table = "none"
            	authreply_table = "none"
            	groupreply_table = "none"
            	usergroup_table = "none"
            	authorize_check_query = "SELECT id, username, attribute, value, op FROM public.radcheck WHERE username = '%{SQL-User-Name}' ORDER BY id"
            	authorize_reply_query = "SELECT id, username, attribute, value, op FROM public.radreply WHERE username = '%{SQL-User-Name}' ORDER BY id"
            	pool {
            		start = 0
            		min = 4
            		max = 24
            		spare = 8
            		uses = 0
            		retry_delay = 1
            		lifetime = 0
            		idle_timeout = 300
            		connect_timeout = 3
            	}
            	accounting {
            		reference = "%{tolower:type.%{Acct-Status-Type}.query}"
            		type {
            			interim-update {
            				query = "INSERT INTO public.radacct (at, session_id, nas_ip, username, calling, seconds, up, down) \
            					VALUES (now(), '%{Acct-Session-Id}', '%{NAS-IP-Address}', '%{User-Name}', '%{Calling-Station-Id}', \
            						nullif('%{Acct-Session-Time}', '')::bigint, nullif('%{Acct-Input-Octets}', '')::bigint, nullif('%{Acct-Output-Octets}', '')::bigint)"
            			}
            		}
            	}
            }
            """),
        ("wisp_site.conf", """
            authorize {
            	wisp_sql
            	pap
            }
            authenticate {
            	Auth-Type PAP {
            		pap
            	}
            }
            accounting {
            	wisp_sql
            }
            """),
        ("wisp_clients_site.conf", ""),
        ("clients.conf", $$"""
            client here {
            	ipaddr = 127.0.0.1
            	secret = {{RadiusBench.Secret}}
            }
            """),
    ];

    public static Task FillAsync(NpgsqlConnection connection, string role, int contracts) => Statements.RunAsync(connection, $"""
        create table public.radcheck (id bigint generated always as identity primary key, username text not null, attribute text not null, op text not null, value text not null);
        create table public.radreply (like public.radcheck including all);
        create table public.radacct (id bigint generated always as identity primary key, at timestamptz not null, session_id text not null, nas_ip inet not null,
          username text not null, calling text not null, seconds bigint, up bigint, down bigint);
        insert into public.radcheck (username, attribute, op, value) select 'banco' || i, 'Cleartext-Password', ':=', '{RadiusBench.Password}' from generate_series(1, {contracts}) i;
        insert into public.radreply (username, attribute, op, value) select 'banco' || i, 'Mikrotik-Rate-Limit', ':=', '10000k/50000k' from generate_series(1, {contracts}) i;
        create index on public.radcheck (username);
        create index on public.radreply (username);
        create index on public.radacct (session_id);
        grant usage on schema public to {role};
        grant select on public.radcheck, public.radreply to {role};
        grant insert on public.radacct to {role}
        """);
}
