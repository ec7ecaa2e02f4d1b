using System.Globalization;

namespace Wisp.Network.Tests.Radius;

/// <summary>Accounting packets on their way through FreeRADIUS into the tables.</summary>
[Collection(RadiusTests.Name)]
public sealed class PacketTests(RadiusApp app)
{
    [Fact]
    public async Task A_session_is_accounted_from_start_to_stop_and_an_access_servers_restart_ends_the_rest()
    {
        var server = await app.AccessServerAsync();
        var user = NetworkApp.Unique("pepa");
        var contract = await app.PppoeAsync(server, user, "Clave-de-Pepa.9");
        async Task SendAsync(string kind, string session, params (string, string)[] more) => Assert.Equal("Accounting-Response", (await app.Radius.AccountAsync(server, [
            ("User-Name", $"\"{user}\""), ("Acct-Status-Type", kind), ("Acct-Session-Id", $"\"{session}\""), ("Calling-Station-Id", "\"02:00:5E:20:00:01\""),
            ("Framed-IP-Address", "10.66.0.9"), ("NAS-Port-Id", "\"ether1 - 'sala'\""), .. more])).Code);

        await SendAsync("Start", "81a0");
        await SendAsync("Interim-Update", "81a0", ("Acct-Session-Time", "300"), ("Acct-Input-Octets", "100"), ("Acct-Output-Octets", "4294967295"), ("Acct-Output-Gigawords", "0"));
        await SendAsync("Stop", "81a0", ("Acct-Session-Time", "420"), ("Acct-Input-Octets", "150"), ("Acct-Output-Octets", "9"), ("Acct-Output-Gigawords", "2"), ("Acct-Terminate-Cause", "User-Request"));
        await SendAsync("Start", "81a1");
        Assert.Equal("Accounting-Response", (await app.Radius.AccountAsync(server, ("Acct-Status-Type", "Accounting-On"))).Code);

        await using var connection = await app.Database.OpenAsync();
        var sessions = await Sdk.SqlExtensions.ListAsync(
            Sdk.SqlExtensions.Sql(
                connection,
                """
                select session_id || ' ' || host(framed_ip) || ' ' || mac || ' ' || nas_port || ' ' || bytes_up || ' ' || bytes_down || ' ' || seconds || ' ' || coalesce(end_cause, '-') || ' ' || (server_id = $2)
                from network.session where contract_id = $1 order by session_id
                """, contract, server.Id), row => row.GetString(0));
        Assert.Equal(
            [
                string.Create(CultureInfo.InvariantCulture, $"81a0 10.66.0.9 02:00:5e:20:00:01 ether1 - 'sala' 150 {(2L << 32) + 9} 420 User-Request true"),
                "81a1 10.66.0.9 02:00:5e:20:00:01 ether1 - 'sala' 0 0 0 NAS-Reboot true",
            ], sessions);
        Assert.Equal((2L << 32) + 9, await app.Database.ValueAsync<decimal>("select sum(down) from network.consumption_by_day where contract_id = $1", contract));
    }

    [Fact]
    public async Task Without_the_database_nobody_is_refused_and_nothing_accounted_is_lost()
    {
        var server = await app.AccessServerAsync();
        var user = NetworkApp.Unique("pepa");
        await app.PppoeAsync(server, user, "Clave-de-Pepa.9");
        (string, string)[] attributes = [("User-Name", $"\"{user}\""), ("User-Password", "\"Clave-de-Pepa.9\"")];
        Assert.Equal("Access-Accept", (await app.Radius.AuthenticateAsync(server, attributes)).Code);

        var session = NetworkApp.Unique("sesion").Replace(" ", "", StringComparison.Ordinal);
        (string, string)[] began = [("User-Name", $"\"{user}\""), ("Acct-Session-Id", $"\"{session}\""), ("Acct-Status-Type", "Start")];
        await app.Database.RunAsync($"revoke execute on function network.radius_authorize from {Places.RolePrefix}_radius; revoke execute on function network.account from {Places.RolePrefix}_radius");
        try
        {
            Assert.Equal("none", (await app.Radius.AuthenticateAsync(server, attributes)).Code);
            // Not answered: the access server keeps it and sends it again.
            Assert.Equal("none", (await app.Radius.AccountAsync(server, began)).Code);
        }
        finally
        {
            await app.Database.RunAsync($"grant execute on function network.radius_authorize to {Places.RolePrefix}_radius; grant execute on function network.account to {Places.RolePrefix}_radius");
        }

        Assert.Equal("Accounting-Response", (await app.Radius.AccountAsync(server, began)).Code);
        Assert.Equal(1, await app.Database.ValueAsync<long>("select count(*) from network.session where session_id = $1", session));

        Assert.Equal("Access-Accept", (await app.Radius.AuthenticateAsync(server, attributes)).Code);
    }
}
