using System.Net;

namespace Wisp.Zones.Tests;

[Collection(ScreenTests.Name)]
[Trait("rule", "FORM-21")]
public sealed class RaceTests(ZonesApp app)
{
    private static readonly int Rounds = Places.Deep ? 50 : 10;

    [Fact]
    public async Task Of_saves_at_the_same_moment_one_is_stored()
    {
        var id = await app.CreatedAsync("zones", ZonesApp.Unique("Carrera"));
        for (var round = 1; round <= Rounds; round++)
        {
            var form = await app.Admin.GetAsync($"/zones/zones/edit/{id}");

            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => app.Admin.SubmitAsync(form, "form.form", ("Input.Priority", $"{(round * 10) + i}"))));

            Assert.Single(answers, a => a.Status == HttpStatusCode.Redirect);
            Assert.All(answers, a => Assert.True(a.Status is HttpStatusCode.Redirect or HttpStatusCode.OK));
        }

        Assert.Equal(Rounds, await app.Database.ValueAsync<long>("select count(*) from host.audit where entity_id = $1 and action = 'U'", id));
    }

    [Fact]
    public async Task Of_equal_names_at_the_same_moment_one_is_made()
    {
        var form = await app.Admin.GetAsync("/zones/zones/edit");
        for (var round = 0; round < Rounds; round++)
        {
            var name = ZonesApp.Unique("Gemela");
            var answers = await Task.WhenAll(new[] { name, name.ToUpperInvariant(), name.Replace('e', 'é') }.Select(n => app.Admin.SubmitAsync(form, "form.form", ("Input.Name", n))));

            Assert.Single(answers, a => a.Status == HttpStatusCode.Redirect);
            Assert.All(answers.Where(a => a.Status != HttpStatusCode.Redirect), a => Assert.Contains("ya hay una zona activa", a.Text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Two_zones_archived_into_each_other_at_the_same_moment_leave_one_live_with_all_clients()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (one, two) = (await app.CreatedAsync("zones", ZonesApp.Unique("Cruce")), await app.CreatedAsync("zones", ZonesApp.Unique("Cruce")));
            var clients = new[] { await app.ClientAsync("zone_id", one), await app.ClientAsync("zone_id", two) };
            var dialogs = new[] { await app.Admin.GetAsync($"/zones/zones/archive/{one}"), await app.Admin.GetAsync($"/zones/zones/archive/{two}") };

            var answers = await Task.WhenAll(
                app.Admin.SubmitAsync(dialogs[0], "form.form", ("Input.Target", $"{two}")), app.Admin.SubmitAsync(dialogs[1], "form.form", ("Input.Target", $"{one}")));

            Assert.All(answers, a => Assert.True((int)a.Status < 500, a.Text));
            Assert.Single(answers, a => a.Status == HttpStatusCode.Redirect);
            Assert.Equal(2, await app.Database.ValueAsync<long>(
                "select count(*) from clients.client c join zones.zone z on z.id = c.zone_id where c.id = any(array[$1, $2]::uuid[]) and z.archived_at is null", clients[0], clients[1]));
        }
    }
}
