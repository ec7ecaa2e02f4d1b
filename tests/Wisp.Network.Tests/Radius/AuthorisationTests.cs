using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Wisp.Contracts.Network;

namespace Wisp.Network.Tests.Radius;

/// <summary>Who is let in, and with what: asked of a real FreeRADIUS.</summary>
[Collection(RadiusTests.Name)]
[SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "RFC 1994 asks for MD5.")]
public sealed class AuthorisationTests(RadiusApp app)
{
    private static readonly Dictionary<string, string> Served = new()
    {
        ["WISPr-Bandwidth-Max-Down"] = "50000000",
        ["WISPr-Bandwidth-Max-Up"] = "10000000",
        ["Mikrotik-Rate-Limit"] = "10000k/50000k",
        ["Acct-Interim-Interval"] = "300",
    };

    [Fact]
    public async Task Answers_are_signed_and_an_access_server_that_signs_may_have_unsigned_requests_left_without_an_answer()
    {
        var (lax, strict) = (await app.AccessServerAsync(), await app.AccessServerAsync(signs: true));
        foreach (var server in new[] { lax, strict })
        {
            var user = NetworkApp.Unique("firmada");
            await app.PppoeAsync(server, user, "Clave-de-Pepa.9");
            foreach (var (password, code) in new[] { ("Clave-de-Pepa.9", "Access-Accept"), ("otra", "Access-Reject") })
            {
                (string, string)[] request = [("User-Name", $"\"{user}\""), ("User-Password", $"\"{password}\"")];
                var signed = await app.Radius.AuthenticateAsync(server, [.. request, ("Message-Authenticator", "0x00")]);
                Assert.True(signed.Code == code, signed.Output + app.Radius.Log);
                // Once in the request, once in the answer.
                Assert.Equal(3, signed.Output.Split("Message-Authenticator").Length);
                Assert.Equal(server == strict ? "none" : code, (await app.Radius.AuthenticateAsync(server, request)).Code);
            }
        }

        // Accounting is signed by its own means.
        Assert.Equal("Accounting-Response", (await app.Radius.AccountAsync(strict, ("Acct-Status-Type", "Accounting-On"))).Code);
    }

    [Theory]
    [InlineData("PAP")]
    [InlineData("CHAP")]
    [InlineData("MS-CHAPv2")]
    public async Task An_enabled_contract_is_accepted_with_its_speed_and_address(string method)
    {
        var server = await app.AccessServerAsync();
        var user = NetworkApp.Unique("pepa");
        await app.PppoeAsync(server, user, "Clave-de-Pepa.9", ("Input.Ip", "10.20.30.40"));

        var answer = await app.Radius.AuthenticateAsync(server, Proof(method, user, "Clave-de-Pepa.9"));

        Assert.True(answer.Code == "Access-Accept", answer.Output + app.Radius.Log);
        var expected = new Dictionary<string, string>(Served) { ["Framed-IP-Address"] = "10.20.30.40" };
        foreach (var (name, value) in expected) Assert.Equal(value, answer.Attributes[name]);
    }

    [Theory]
    [InlineData("PAP")]
    [InlineData("CHAP")]
    [InlineData("MS-CHAPv2")]
    public async Task A_wrong_password_is_refused_and_the_answer_says_nothing_else(string method)
    {
        var server = await app.AccessServerAsync();
        var user = NetworkApp.Unique("pepa");
        await app.PppoeAsync(server, user, "Clave-de-Pepa.9");

        var answer = await app.Radius.AuthenticateAsync(server, Proof(method, user, "otra"));

        Assert.Equal("Access-Reject", answer.Code);
        Assert.DoesNotContain(answer.Attributes, attribute => Served.ContainsKey(attribute.Key));
    }

    [Theory]
    [InlineData("\"entre comillas\"")]
    [InlineData("'comillas'")]
    [InlineData("`id`")]
    [InlineData("a\\n\\\\b\\")]
    [InlineData("%{User-Name} $1 ; -- {}")]
    public async Task A_password_is_taken_as_it_stands(string password)
    {
        var server = await app.AccessServerAsync();
        var user = NetworkApp.Unique("pepa");
        await app.PppoeAsync(server, user, password);

        Assert.Equal("Access-Accept", (await app.Radius.AuthenticateAsync(server, Proof("CHAP", user, password))).Code);
        Assert.Equal("Access-Accept", (await app.Radius.AuthenticateAsync(server, Proof("MS-CHAPv2", user, password))).Code);
        Assert.Equal("Access-Reject", (await app.Radius.AuthenticateAsync(server, Proof("CHAP", user, password + " "))).Code);
    }

    [Fact]
    public async Task Disabled_ended_and_unknown_are_refused()
    {
        var server = await app.AccessServerAsync();
        var user = NetworkApp.Unique("pepa");
        var contract = await app.PppoeAsync(server, user, "Clave-de-Pepa.9");
        async Task<string> AskedAsync(string name) => (await app.Radius.AuthenticateAsync(server, Proof("PAP", name, "Clave-de-Pepa.9"))).Code;
        Assert.Equal("Access-Accept", await AskedAsync(user));
        Assert.Equal("Access-Accept", await AskedAsync(user.ToUpperInvariant()));

        await app.SetStateAsync(contract, "disabled");
        Assert.Equal("Access-Reject", await AskedAsync(user));
        await app.SetStateAsync(contract, "enabled");
        Assert.Equal("Access-Accept", await AskedAsync(user));

        // The last day has passed, and the daily job has not run yet; then it has.
        await app.Database.RunAsync("update network.contract set start_date = current_date - 30, end_date = current_date - 2 where id = $1", contract);
        Assert.Equal("Access-Reject", await AskedAsync(user));
        await app.Database.RunAsync("update network.contract set ended = true, state = 'disabled' where id = $1", contract);
        Assert.Equal("Access-Reject", await AskedAsync(user));

        Assert.Equal("Access-Reject", await AskedAsync("nadie"));
        Assert.Equal("Access-Reject", await AskedAsync("' or true --"));
    }

    [Fact]
    [Trait("rule", "SM-C4")]
    public async Task Alerted_gets_the_notice_pool_and_settings_say_what_the_others_get()
    {
        var server = await app.AccessServerAsync();
        var user = NetworkApp.Unique("pepa");
        var contract = await app.PppoeAsync(server, user, "Clave-de-Pepa.9", ("Input.Ip", "10.20.30.41"));
        async Task<RadiusAnswer> AskedAsync(string password = "Clave-de-Pepa.9") => await app.Radius.AuthenticateAsync(server, Proof("CHAP", user, password));

        await app.RequestAsync(ContractState.Alerted, ContractStateOrigin.System, contract);
        var alerted = await AskedAsync();
        Assert.Equal("Access-Accept", alerted.Code);
        Assert.Equal("avisos", alerted.Attributes["Framed-Pool"]);
        Assert.Equal("avisos", alerted.Attributes["Mikrotik-Address-List"]);
        Assert.Equal("10000k/50000k", alerted.Attributes["Mikrotik-Rate-Limit"]);
        Assert.DoesNotContain("Framed-IP-Address", alerted.Attributes);
        Assert.Equal("Access-Reject", (await AskedAsync("otra")).Code);

        try
        {
            Assert.Equal("/network/radius", (await app.PolicyAsync(
                ("Input.Alerted", "serve"), ("Input.Disabled", "pool"), ("Input.DisabledPool", "cortados"), ("Input.Unknown", "pool"), ("Input.UnknownPool", "nuevos"),
                ("Input.Interim", "600"))).Location);
            var served = await AskedAsync();
            Assert.Equal("10.20.30.41", served.Attributes["Framed-IP-Address"]);
            Assert.Equal("600", served.Attributes["Acct-Interim-Interval"]);
            Assert.DoesNotContain("Framed-Pool", served.Attributes);

            await app.SetStateAsync(contract, "disabled");
            Assert.Equal("cortados", (await AskedAsync()).Attributes["Framed-Pool"]);
            Assert.Equal("Access-Reject", (await AskedAsync("otra")).Code);
            Assert.Equal("nuevos", (await app.Radius.AuthenticateAsync(server, Proof("PAP", "nadie", "x"))).Attributes["Framed-Pool"]);
        }
        finally
        {
            await app.PolicyAsync(("Input.Alerted", "pool"), ("Input.Disabled", "refuse"), ("Input.Unknown", "refuse"), ("Input.Interim", "300"));
        }

        await app.RequestAsync(ContractState.Alerted, ContractStateOrigin.Api, contract);
        await app.PolicyAsync(("Input.Alerted", "refuse"));
        Assert.Equal("Access-Reject", (await AskedAsync()).Code);
        await app.PolicyAsync(("Input.Alerted", "pool"));
    }

    [Fact]
    public async Task A_device_is_let_in_by_its_hardware_address_and_not_by_a_name_that_looks_like_one()
    {
        var server = await app.AccessServerAsync();
        await app.CreatedAsync(await app.ClientAsync("Con equipo"), ("Input.ServerId", $"{server.Id}"), ("Input.MacAddress", "02:00:5E:10:00:01"), ("Input.Ip", "10.20.31.1"));
        async Task<string> AskedAsync(params (string, string)[] attributes) => (await app.Radius.AuthenticateAsync(server, attributes)).Code;

        var answer = await app.Radius.AuthenticateAsync(server, ("User-Name", "\"02:00:5E:10:00:01\""), ("Calling-Station-Id", "\"1:2:0:5e:10:0:1\""));
        Assert.Equal("Access-Accept", answer.Code);
        Assert.Equal("10.20.31.1", answer.Attributes["Framed-IP-Address"]);
        foreach (var written in new[] { "02005e100001", "02-00-5e-10-00-01", "0200.5e10.0001" })
            Assert.Equal("Access-Accept", await AskedAsync(("User-Name", $"\"{written}\""), ("Calling-Station-Id", $"\"{written}\"")));

        Assert.Equal("Access-Reject", await AskedAsync(("User-Name", "\"02:00:5E:10:00:01\""), ("Calling-Station-Id", "\"02:00:5E:10:00:02\"")));
        Assert.Equal("Access-Reject", await AskedAsync(("User-Name", "\"02:00:5E:10:00:01\""), ("User-Password", "\"x\""), ("Framed-Protocol", "PPP")));
        Assert.Equal("Access-Reject", await AskedAsync(("User-Name", "\"02:00:5E:10:00:02\""), ("Calling-Station-Id", "\"02:00:5E:10:00:02\"")));
    }

    [Fact]
    public async Task A_user_is_one_of_its_own_access_server_and_a_new_one_is_known_at_once()
    {
        var (first, second) = (await app.AccessServerAsync(), await app.AccessServerAsync("otra-clave-compartida"));
        var user = NetworkApp.Unique("pepa");
        await app.PppoeAsync(first, user, "Clave-primera.1");
        await app.PppoeAsync(second, user, "Clave-segunda.2");

        Assert.Equal("Access-Accept", (await app.Radius.AuthenticateAsync(first, Proof("PAP", user, "Clave-primera.1"))).Code);
        Assert.Equal("Access-Accept", (await app.Radius.AuthenticateAsync(second, Proof("PAP", user, "Clave-segunda.2"))).Code);
        Assert.Equal("Access-Reject", (await app.Radius.AuthenticateAsync(second, Proof("PAP", user, "Clave-primera.1"))).Code);

        // One that Wisp does not know gets no answer, nor one that does not know the secret.
        var stranger = first with { Address = System.Net.IPAddress.Parse("127.0.9.9") };
        Assert.Equal("none", (await app.Radius.AuthenticateAsync(stranger, Proof("PAP", user, "Clave-primera.1"))).Code);
    }

    private static (string, string)[] Proof(string method, string user, string password)
    {
        var challenge = RandomNumberGenerator.GetBytes(16);
        return [("User-Name", $"\"{user}\""), ("Framed-Protocol", "PPP"), .. method switch
        {
            "PAP" => [("User-Password", $"\"{password}\"")],
            // Computed here, for radclient reads backslashes its own way.
            "CHAP" => [("CHAP-Challenge", $"0x{Convert.ToHexString(challenge)}"),
                ("CHAP-Password", $"0x07{Convert.ToHexString(MD5.HashData((byte[])[7, .. Encoding.ASCII.GetBytes(password), .. challenge]))}")],
            _ => MsChap.Prove(user, password),
        }];
    }
}
