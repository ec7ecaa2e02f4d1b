using System.Net;

namespace Wisp.Clients.Tests.List;

/// <summary>A collector sees the clients that he collects and no others, by any way.</summary>
public sealed class ScopeTests(ClientsApp app) : IClassFixture<ClientsApp>
{
    [Fact]
    public async Task Clients_of_others_are_not_there()
    {
        var account = await Accounts.MakeAsync(app.Database, "clients.view:own", "clients.create", "clients.edit", "clients.deactivate", "audit.view");
        var collector = await app.Database.ValueAsync<Guid>(
            "insert into clients.collector (name, operator_id, created_at, updated_at) values ('Cobrador', $1, now(), now()) returning id", account.Id);
        var mine = await app.CreatedAsync(("Name", "Propia Cliente"), ("CustomId", "OWN-1"), ("CollectorId", $"{collector}"));
        var other = await app.CreatedAsync(("Name", "Ajena Cliente"), ("CustomId", "ALIEN-1"), ("Email", "ajena@x.example"), ("Document", "9.876.543"));
        using var browser = await app.Wisp.SignInAsync("clients.view:own");
        using var own = app.Wisp.NewBrowser();
        await own.SignInAsync(account);

        foreach (var url in new[] { "/clients", "/clients?q=cliente", "/clients?status=all", "/clients?q=al", $"/clients?sel={other}" })
        {
            var page = await own.GetAsync(url);
            Assert.DoesNotContain("Ajena", page.Body, StringComparison.Ordinal);
            Assert.Equal(url == "/clients?q=al" ? [] : ["Propia Cliente"], page.Texts("tbody .col-name"));
        }

        foreach (var word in new[] { "ALIEN-1", "ajena@x.example", "9876543" })
        {
            Assert.DoesNotContain($"{other}", (await own.GetAsync("/clients?q=" + word)).Body, StringComparison.Ordinal);
            Assert.DoesNotContain($"{other}", (await own.GetAsync("/clients/find?q=" + word)).Body, StringComparison.Ordinal);
            Assert.Null((await own.GetAsync("/clients?jump=true&q=" + word)).Location);
        }

        foreach (var page in new[] { "", "/panel", "/panel?tab=history", "/history", "/edit", "/deactivate", "/reactivate" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await own.GetAsync($"/clients/{other}{page}")).Status);
            Assert.NotEqual(HttpStatusCode.NotFound, (await own.GetAsync($"/clients/{mine}{page}")).Status);
        }

        // Nor by sending forms of one's own client to another's address.
        var form = await own.GetAsync($"/clients/{mine}/edit");
        Assert.Equal(HttpStatusCode.NotFound, (await own.SubmitAsync(form with { Url = $"/clients/{other}/edit" }, "form.form")).Status);
        var end = await own.GetAsync($"/clients/{mine}/deactivate");
        Assert.Equal(HttpStatusCode.NotFound, (await own.SubmitAsync(end with { Url = $"/clients/{other}/deactivate" }, "form.form", ("reason", "x"))).Status);
        Assert.Equal("active", await app.StoredAsync<string>(other, "status"));

        // A clash with an unseen client is told without naming it.
        var clash = await own.SubmitAsync(await own.GetAsync("/clients/new"), "form.form", ("Name", "Nueva"), ("Email", "AJENA@x.example"));
        Assert.Contains("Emails a notificar", ClientsApp.Refused(clash, "Email"), StringComparison.Ordinal);
        Assert.DoesNotContain("Ajena", clash.Body, StringComparison.Ordinal);

        // Who collects nothing sees nothing.
        Assert.Empty((await browser.GetAsync("/clients")).Texts("tbody .col-name"));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync($"/clients/{mine}")).Status);
    }
}
